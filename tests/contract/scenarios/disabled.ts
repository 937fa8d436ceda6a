// What is switched off: registration, recovery, verification, and the methods password and link.
import type { Topic } from "../lib/scenario";
import {
  address,
  inWords,
  otherPassword,
  password,
  person,
  refused,
  request,
  scenario,
  start,
  submit,
  visitors,
} from "./steps";

const variant = { variant: "disabled" };

export const disabled: Topic = {
  topic: "disabled",
  scenarios: [
    ...(["registration", "recovery", "verification"] as const).flatMap((kind) =>
      visitors.map((as) =>
        scenario(
          `does not start ${kind} that is switched off, for ${inWords[as]}`,
          [
            request(`start ${kind}`, as, `GET /self-service/${kind}/${as === "native" ? "api" : "browser"}`),
            request("fetch", as, `GET /self-service/${kind}/flows?id=5b0dbd3a-8c2d-4b31-9d3f-2f5a6f0f9a11`),
            request("submit", as, `POST /self-service/${kind}?flow=5b0dbd3a-8c2d-4b31-9d3f-2f5a6f0f9a11`, {
              ...(as === "html" ? { form: { method: "password" } } : { json: { method: "password" } }),
            }),
          ],
          variant,
        ),
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `shows ${inWords[as]} no field of a method that is switched off, and does not take it`,
        [
          person(),
          start("login", as, { recorded: true }),
          ...refused(submit("login", as, { method: "password", identifier: address("ada"), password })),
        ],
        variant,
      ),
    ),
    scenario(
      "answers an admin who asks for a recovery code or link where recovery is switched off",
      [
        person(),
        request("code", "admin", "POST /admin/recovery/code", { json: { identity_id: "{{ada}}" } }),
        request("link", "admin", "POST /admin/recovery/link", { json: { identity_id: "{{ada}}" } }),
      ],
      variant,
    ),
    scenario(
      "still takes identities with a password from the admin side",
      [
        person("ada", {
          traits: { email: address("ada") },
          credentials: { password: { config: { password: otherPassword } } },
        }),
      ],
      variant,
    ),
  ],
};
