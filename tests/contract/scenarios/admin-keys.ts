// Passkeys and security keys in the admin API, and the script that drives them.
import type { Topic } from "../lib/scenario";
import { keyOwner, openWithOptions } from "./key-steps";
import { makeKey, password, person, request, scenario, signIn, submit } from "./steps";

const everyKey = { variant: "every-key" };

const read = (step: string, query = "") => request(step, "admin", `GET /admin/identities/{{ada}}${query}`);
const remove = (type: string, query = "") =>
  request(`remove ${type}`, "admin", `DELETE /admin/identities/{{ada}}/credentials/${type}${query}`);

export const adminKeys: Topic = {
  topic: "admin-keys",
  scenarios: [
    scenario(
      "shows what kinds of key there are, and the keys where they are asked for",
      [
        keyOwner("ada"),
        read("the identity"),
        read("with passkeys", "?include_credential=passkey"),
        read("with security keys", "?include_credential=webauthn"),
        read("with both", "?include_credential=passkey&include_credential=webauthn"),
      ],
      everyKey,
    ),
    scenario(
      "shows the security key of whoever signed up with one",
      [keyOwner("ada", "key", "webauthn"), read("with security keys", "?include_credential=webauthn")],
      everyKey,
    ),
    scenario(
      "does not delete a passkey",
      [keyOwner("ada"), remove("passkey"), read("the identity")],
      everyKey,
    ),
    scenario(
      "does not delete a passkey by its identifier",
      [keyOwner("ada"), remove("passkey", "?identifier={{ada-key-handle}}"), read("the identity")],
      everyKey,
    ),
    scenario(
      "leaves a security key that signs in by itself",
      [
        keyOwner("ada", "key", "webauthn"),
        remove("webauthn"),
        read("the identity", "?include_credential=webauthn"),
      ],
      everyKey,
    ),
    scenario(
      "deletes a second factor",
      [
        person(),
        signIn("spa"),
        openWithOptions("settings", "spa", "webauthn_register_trigger"),
        makeKey(),
        submit(
          "settings",
          "spa",
          {
            method: "webauthn",
            webauthn_register: "{{answer}}",
            webauthn_register_displayname: "Key on the ring",
          },
          { brief: true },
        ),
        remove("webauthn"),
        read("the identity", "?include_credential=webauthn"),
      ],
      { variant: "webauthn" },
    ),
    scenario("does not find a passkey that is not there", [person(), remove("passkey")], everyKey),
    scenario("answers about security keys that are not there", [person(), remove("webauthn")], everyKey),
    scenario(
      "removes a password beside a passkey",
      [
        keyOwner("ada"),
        request("give a password", "admin", "PUT /admin/identities/{{ada}}", {
          json: {
            schema_id: "person",
            state: "active",
            traits: { email: "ada-{{run}}@foyer.example" },
            credentials: { password: { config: { password } } },
          },
        }),
        remove("password"),
        read("the identity", "?include_credential=passkey"),
      ],
      everyKey,
    ),
    scenario(
      "finds a person by the identifier of a security key, and by none of a passkey",
      [
        keyOwner("ada"),
        request(
          "by address",
          "admin",
          "GET /admin/identities?credentials_identifier=ada-{{run}}@foyer.example",
        ),
        request("by user handle", "admin", "GET /admin/identities?credentials_identifier={{ada-key-handle}}"),
      ],
      everyKey,
    ),
    scenario("serves the script", [
      request("the script", "spa", "GET /.well-known/ory/webauthn.js"),
      request("its head", "spa", "HEAD /.well-known/ory/webauthn.js"),
    ]),
  ],
};
