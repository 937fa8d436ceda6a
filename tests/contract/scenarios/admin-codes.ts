// The code credential in the admin API.
import type { Topic } from "../lib/scenario";
import { identifier, personWithoutPassword, phone } from "./code-steps";
import { address, person, request, scenario } from "./steps";

const several = { variant: "code-addresses" };
const variant = { variant: "code" };

const stored = request(
  "look",
  "admin",
  "GET /admin/identities/{{ada}}?include_credential=code&include_credential=password",
);

export const adminCodes: Topic = {
  topic: "admin-codes",
  scenarios: [
    scenario(
      "derives the addresses of codes from the traits",
      [
        request("create ada", "admin", "POST /admin/identities", {
          json: { traits: { email: identifier, backup: address("spare"), phone } },
          keep: { ada: "body.id" },
        }),
        stored,
        request(
          "find by phone",
          "admin",
          "GET /admin/identities?credentials_identifier=%2B49176{{digits}}42",
        ),
        request(
          "find by address",
          "admin",
          `GET /admin/identities?credentials_identifier=${encodeURIComponent(address("spare")).replaceAll("%7B", "{").replaceAll("%7D", "}")}`,
        ),
      ],
      several,
    ),
    scenario(
      "lets the addresses of codes follow a change of traits",
      [
        personWithoutPassword("ada", { backup: address("spare") }),
        request("change", "admin", "PATCH /admin/identities/{{ada}}", {
          json: [
            { op: "remove", path: "/traits/backup" },
            { op: "add", path: "/traits/phone", value: phone },
          ],
        }),
        stored,
      ],
      several,
    ),
    scenario(
      "refuses an address that signs somebody else in",
      [
        personWithoutPassword("ada", { backup: address("spare") }),
        request("create bob", "admin", "POST /admin/identities", {
          json: { traits: { email: address("bob"), backup: address("spare") } },
        }),
      ],
      several,
    ),
    scenario(
      "does not delete the credential of codes",
      [
        person(),
        request("delete the code", "admin", "DELETE /admin/identities/{{ada}}/credentials/code"),
        request("delete the password", "admin", "DELETE /admin/identities/{{ada}}/credentials/password"),
        stored,
      ],
      variant,
    ),
    scenario(
      "takes no credential of codes with an identity",
      [
        request("create ada", "admin", "POST /admin/identities", {
          json: {
            traits: { email: identifier },
            credentials: {
              code: { config: { addresses: [{ channel: "email", address: address("spare") }] } },
            },
          },
        }),
      ],
      variant,
    ),
  ],
};
