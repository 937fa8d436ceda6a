// Registration in two steps (`style: profile_first`), without the session hook.
import type { Topic } from "../lib/scenario";
import {
  address,
  inWords,
  look,
  password,
  person,
  refused,
  scenario,
  start,
  submit,
  visitors,
  whoami,
} from "./steps";

const variant = { variant: "two-step" };
const traits = { email: address("ada"), name: { first: "Ada", last: "Byron" } };
const profile = { method: "profile", traits };
const credential = { method: "password", traits, password };

export const registrationTwoStep: Topic = {
  topic: "registration-two-step",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `starts with the profile for ${inWords[as]}`,
        start("registration", as, { recorded: true }),
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `goes from the profile to the credential and registers, for ${inWords[as]}`,
        [
          start("registration", as),
          submit("registration", as, profile, { step: "the profile" }),
          ...(as === "html" ? [look("registration")] : []),
          submit("registration", as, credential, { step: "the password" }),
          ...(as === "native" ? [] : [whoami("spa", { brief: true })]),
        ],
        variant,
      ),
    ),
    scenario(
      "names what is wrong with the profile",
      [
        start("registration", "spa"),
        submit("registration", "spa", {
          method: "profile",
          traits: { email: "none", name: { first: "A".repeat(101) } },
        }),
      ],
      variant,
    ),
    scenario(
      "names a missing profile",
      [start("registration", "spa"), submit("registration", "spa", { method: "profile" })],
      variant,
    ),
    scenario(
      "hides only the traits that were given",
      [
        start("registration", "spa"),
        submit("registration", "spa", { method: "profile", traits: { email: address("ada") } }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `goes back from the credential to the profile, for ${inWords[as]}`,
        [
          start("registration", as),
          submit("registration", as, profile, { step: "the profile", brief: true }),
          submit("registration", as, { method: "profile", screen: "previous", traits }, { step: "back" }),
          ...(as === "html" ? [look("registration")] : []),
        ],
        variant,
      ),
    ),
    scenario(
      "goes back by the method's other name",
      [
        start("registration", "spa"),
        submit("registration", "spa", profile, { step: "the profile", brief: true }),
        submit("registration", "spa", { method: "profile:back", traits }, { step: "back" }),
      ],
      variant,
    ),
    scenario(
      "names a password that is too short, in the second step",
      [
        start("registration", "spa"),
        submit("registration", "spa", profile, { step: "the profile", brief: true }),
        submit("registration", "spa", { ...credential, password: "short" }, { step: "short" }),
        submit("registration", "spa", { method: "password", traits }, { step: "none" }),
      ],
      variant,
    ),
    scenario(
      "needs the traits again in the second step",
      [
        start("registration", "spa"),
        submit("registration", "spa", profile, { step: "the profile", brief: true }),
        submit("registration", "spa", { method: "password", password }, { step: "the password alone" }),
      ],
      variant,
    ),
    scenario(
      "takes the credential at once",
      [start("registration", "native"), submit("registration", "native", credential)],
      variant,
    ),
    scenario(
      "names an address that is taken, in the second step",
      [
        person(),
        start("registration", "spa"),
        submit("registration", "spa", profile, { step: "the profile", brief: true }),
        submit("registration", "spa", credential, { step: "the password" }),
      ],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses a wrong token with the profile, from ${inWords[as]}`,
        [
          start("registration", as),
          ...refused(submit("registration", as, profile, { csrf: "bm90IGEgdG9rZW4=" })),
        ],
        variant,
      ),
    ),
    scenario(
      "asks for a method when none is sent",
      [start("registration", "spa"), submit("registration", "spa", { traits })],
      variant,
    ),
  ],
};
