// Words for scenarios of the older API, beside those of ../steps.ts: its addresses on the admin port, and people who
// sign up by themselves, because its admin API sets no passwords.
import type { JsonValue, RequestStep, Scenario, Step } from "../../lib/scenario";
import {
  address,
  password,
  request,
  scenario as newerScenario,
  signIn as newerSignIn,
  start,
  submit,
  type Visitor,
} from "../steps";

export function scenario(
  name: string,
  steps: (Step | Step[])[],
  options: { variant?: string; alone?: boolean } = {},
): Scenario {
  return newerScenario(name, steps, { variant: "v0alpha2", ...options });
}

interface PersonOptions {
  traits?: { [key: string]: JsonValue };
}

/** A person with an address and a password; keeps the id under the person's name. Signing up has sent one mail. */
export function person(who = "ada", { traits = {} }: PersonOptions = {}): Step[] {
  const flow = `${who}-registration`;
  return [
    ...start("registration", "native", { flow }),
    submit(
      "registration",
      "native",
      { method: "password", password, traits: { email: address(who), ...traits } },
      { flow, step: `sign ${who} up`, keep: { [who]: "body.identity.id" }, brief: true },
    ),
  ];
}

/** An identity made by the admin API: without a password. */
export function identity(who = "ada", more: { [key: string]: JsonValue } = {}): RequestStep {
  return request(`create ${who}`, "admin", "POST /identities", {
    json: { schema_id: "default", traits: { email: address(who) }, ...more },
    keep: { [who]: "body.id" },
    brief: true,
  });
}

/** As in ../steps.ts, by the older name of the field for the address. */
export function signIn(as: Visitor, options: { browser?: string; who?: string } = {}): Step[] {
  return newerSignIn(as, { ...options, field: "password_identifier" });
}
