// Switches that change an answer: continue_with transitions, login hints, mails to unknown addresses, cacheable sessions.
import type { Topic } from "../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  password,
  person,
  request,
  scenario,
  signIn,
  start,
  submit,
  visitors,
  whoami,
} from "./steps";

const variant = { variant: "flags" };
const ask = { method: "code", email: address("ada") };

export const flags: Topic = {
  topic: "flags",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `goes on after recovery by continue_with, for ${inWords[as]}`,
        [
          person(),
          start("recovery", as),
          submit("recovery", as, ask, { step: "ask", brief: true }),
          mail(address("ada"), 1, { code: "code" }),
          ...(as === "html" ? [look("recovery", { brief: true })] : []),
          submit("recovery", as, { method: "code", code: "{{code}}" }, { step: "the code" }),
        ],
        variant,
      ),
    ),
    ...(["spa", "native"] as const).map((as) =>
      scenario(
        `begins anew after too many recovery codes, for ${inWords[as]}`,
        [
          person(),
          start("recovery", as),
          submit("recovery", as, ask, { step: "ask", brief: true }),
          mail(address("ada"), 1, { code: "code" }),
          ...[1, 2, 3, 4, 5].map((time) =>
            submit(
              "recovery",
              as,
              { method: "code", code: "000000" },
              { step: `wrong code ${time}`, brief: true },
            ),
          ),
          submit("recovery", as, { method: "code", code: "{{code}}" }, { step: "the right code, too late" }),
        ],
        variant,
      ),
    ),
    scenario(
      "refuses the recovery form of a native client with an origin",
      [
        start("recovery", "native"),
        submit("recovery", "native", ask, { headers: { origin: "https://other.example" } }),
      ],
      variant,
    ),
    scenario(
      "writes to an unknown address that asked for recovery or verification",
      [
        start("recovery", "spa"),
        submit("recovery", "spa", { method: "code", email: address("nobody") }, { brief: true }),
        mail(address("nobody"), 1),
        start("verification", "spa", { flow: "verification" }),
        submit(
          "verification",
          "spa",
          { method: "code", email: address("nobody") },
          { flow: "verification", step: "verify", brief: true },
        ),
        mail(address("nobody"), 2),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `hints at how to sign in when the address is taken, for ${inWords[as]}`,
        [
          person(),
          start("registration", as),
          submit("registration", as, { method: "password", traits: { email: address("ada") }, password }),
          ...(as === "html" ? [look("registration")] : []),
        ],
        variant,
      ),
    ),
    scenario(
      "tells how long a session may be cached",
      [
        person(),
        signIn("native"),
        whoami("native", bearer),
        request("without a session", "native", "GET /sessions/whoami"),
        request("with a wrong token", "native", "GET /sessions/whoami", {
          headers: { "x-session-token": "ory_st_wrong" },
        }),
      ],
      variant,
    ),
    scenario(
      "extends a session without a word",
      [person(), signIn("native"), request("extend", "admin", "PATCH /admin/sessions/{{session}}/extend")],
      variant,
    ),
    ...(["spa", "native"] as const).map((as) =>
      scenario(
        `lists the verification of a new address in continue_with, for ${inWords[as]}`,
        [
          person(),
          signIn(as),
          start("settings", as, as === "native" ? bearer : {}),
          submit(
            "settings",
            as,
            { method: "profile", traits: { email: address("new") } },
            as === "native" ? bearer : {},
          ),
        ],
        variant,
      ),
    ),
  ],
};
