// Phones among the addresses that are verified, where nothing sends text messages yet: what is begun, shown and queued. Of several
// addresses Kratos takes one by chance, so that people here have one left to verify.
import type { Topic } from "../lib/scenario";
import { identifier, phone } from "./code-steps";
import {
  bearer,
  inWords,
  look,
  mail,
  password,
  person,
  refused,
  request,
  scenario,
  signIn,
  start,
  submit,
  type Visitor,
} from "./steps";

const variant = { variant: "phone-verification" };
const traits = { email: identifier, phone };
const messages = request(
  "the queue for the phone",
  "admin",
  "GET /admin/courier/messages?recipient=%2B49176{{digits}}42",
);
const who = request("the identity", "admin", "GET /admin/identities/{{ada}}");

const verified = { value: identifier, verified: true, via: "email", status: "completed" };
const calling = { value: phone, verified: true, via: "sms", status: "completed" };

const enter = (as: Visitor) => [
  ...start("login", as),
  ...refused(submit("login", as, { method: "password", identifier, password }, { step: "sign in" })),
];

export const phoneVerification: Topic = {
  topic: "phone-verification",
  scenarios: [
    scenario(
      "begins to verify a phone that somebody adds",
      [
        person("ada", { traits: { email: identifier }, verifiable_addresses: [verified] }),
        ...signIn("native"),
        ...start("settings", "native", bearer),
        submit("settings", "native", { method: "profile", traits }, { ...bearer, step: "add it" }),
        mail(phone, 1),
        messages,
        who,
      ],
      variant,
    ),
    scenario(
      "takes the code for a phone in a flow of its own",
      [
        person("ada", { traits, verifiable_addresses: [verified] }),
        ...start("verification", "spa"),
        submit("verification", "spa", { method: "code", email: phone }, { step: "ask for it as a mail" }),
        submit("verification", "spa", { method: "code", phone }, { step: "ask for it as a phone" }),
        look("verification"),
      ],
      variant,
    ),
    ...(["native", "spa"] as const).flatMap((as) => [
      scenario(
        `begins to verify what is not verified at the sign-in of ${inWords[as]}`,
        [person("ada", { traits, verifiable_addresses: [verified] }), ...enter(as), mail(phone, 1), who],
        { variant: "phone-verification-at-login" },
      ),
      scenario(
        `begins nothing at the sign-in of ${inWords[as]} where all is verified`,
        [person("ada", { traits, verifiable_addresses: [verified, calling] }), ...enter(as), who],
        { variant: "phone-verification-at-login" },
      ),
      scenario(
        `lets ${inWords[as]} in whose phone alone is verified, where an address must be`,
        [person("ada", { traits, verifiable_addresses: [calling] }), ...enter(as), who],
        { variant: "phone-verification-required" },
      ),
    ]),
  ],
};
