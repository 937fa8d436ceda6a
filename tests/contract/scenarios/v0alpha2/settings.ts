import type { Step, Topic } from "../../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  otherPassword,
  refused,
  request,
  start,
  submit,
  ui,
  visitors,
  whoami,
  type Visitor,
} from "../steps";
import { person, scenario, signIn } from "./steps";

const change = { method: "password", password: otherPassword };
const profile = { method: "profile", traits: { email: address("ada"), name: { first: "Ada" } } };
const shortPrivilege = { variant: "v0alpha2-short-privilege" };

/** Ada, signed in, with her settings open. */
function open(as: Visitor, options: { query?: string; recorded?: boolean } = {}): Step[] {
  return [
    ...person(),
    ...signIn(as === "native" ? "native" : "spa"),
    ...start("settings", as, { ...options, ...(as === "native" && { headers: bearer.headers }) }),
  ];
}

const own = (as: Visitor) => (as === "native" ? bearer : {});

export const v0alpha2Settings: Topic = {
  topic: "v0alpha2/settings",
  scenarios: [
    ...visitors.map((as) => scenario(`starts for ${inWords[as]}`, open(as, { recorded: true }))),
    ...visitors.map((as) =>
      scenario(`does not start for ${inWords[as]} that nobody is signed in with`, [
        request("start", as, `GET /self-service/settings/${as === "native" ? "api" : "browser"}`),
      ]),
    ),
    scenario("leads to the sign-in with the address to return to", [
      request("start", "html", `GET /self-service/settings/browser?return_to=${ui}/dashboard`),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`does not return ${inWords[as]} to a foreign address`, [
        person(),
        signIn("spa"),
        ...refused(
          request("start", as, "GET /self-service/settings/browser?return_to=https://other.example/"),
        ),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`fetches for ${inWords[as]}`, [
        ...open(as),
        look("settings", { as, step: "fetch", ...own(as) }),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`does not fetch without a session, for ${inWords[as]}`, [
        ...open(as),
        request("fetch", as, "GET /self-service/settings/flows?id={{flow}}", {
          browser: "nobody",
        }),
      ]),
    ),
    scenario("does not fetch what belongs to somebody else", [
      ...open("spa"),
      person("bob"),
      signIn("spa", { browser: "second", who: "bob" }),
      request("fetch", "spa", "GET /self-service/settings/flows?id={{flow}}", { browser: "second" }),
    ]),
    ...visitors.map((as) =>
      scenario(`changes the password, for ${inWords[as]}`, [
        ...open(as),
        submit("settings", as, change, own(as)),
        ...(as === "html" ? [look("settings")] : []),
        submit(
          "settings",
          as,
          { ...change, password: "another-meadow-1999" },
          { step: "and again", ...own(as) },
        ),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`changes traits, for ${inWords[as]}`, [
        ...open(as),
        submit("settings", as, profile, own(as)),
        ...(as === "html" ? [look("settings")] : []),
      ]),
    ),
    scenario("sends a mail to a new address", [
      ...open("spa"),
      submit("settings", "spa", { method: "profile", traits: { email: address("lovelace") } }),
      mail(address("lovelace"), 1),
      whoami("spa"),
    ]),
    scenario("sends a browser back to where it wants to", [
      ...open("html", { query: `return_to=${ui}/dashboard` }),
      submit("settings", "html", change),
    ]),
    ...visitors.map((as) =>
      scenario(`names missing fields to ${inWords[as]}`, [
        ...open(as),
        submit("settings", as, { method: "password" }, own(as)),
        submit("settings", as, { method: "profile" }, { step: "without traits", ...own(as) }),
        ...(as === "html" ? [look("settings")] : []),
      ]),
    ),
    scenario("refuses a short password", [
      ...open("spa"),
      submit("settings", "spa", { ...change, password: "kz7" }),
    ]),
    scenario("asks for a method when none is named", [
      ...open("spa"),
      submit("settings", "spa", { password: otherPassword }),
    ]),
    scenario("refuses an address of somebody else", [
      ...open("spa"),
      person("bob"),
      submit("settings", "spa", { method: "profile", traits: { email: address("bob") } }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        ...open(as),
        ...refused(submit("settings", as, change, { csrf: "bm90IGEgdG9rZW4=" })),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`takes no submission without a session, of ${inWords[as]}`, [
        ...open(as),
        submit("settings", as, change, { browser: "nobody" }),
      ]),
    ),
    scenario("takes no submission of somebody else", [
      ...open("native"),
      person("bob"),
      signIn("native", { who: "bob" }),
      submit("settings", "native", change, bearer),
    ]),
    ...visitors.map((as) =>
      scenario(
        `wants ${inWords[as]} to sign in again before the password changes`,
        [...open(as), submit("settings", as, change, own(as))],
        shortPrivilege,
      ),
    ),
    scenario(
      "wants a script to sign in again before the address changes",
      [
        ...open("spa"),
        submit("settings", "spa", { method: "profile", traits: { email: address("lovelace") } }),
      ],
      shortPrivilege,
    ),
    scenario(
      "lets a name change without signing in again",
      [...open("spa"), submit("settings", "spa", profile)],
      shortPrivilege,
    ),
    ...visitors.map((as) =>
      scenario(
        `begins anew for ${inWords[as]} when the flow is over`,
        [
          person(),
          signIn(as === "native" ? "native" : "spa"),
          as === "html"
            ? request("start settings", as, "GET /self-service/settings/browser", {
                keep: { flow: "location.flow" },
                brief: true,
              })
            : start("settings", as, { ...(as === "native" && { headers: bearer.headers }) }),
          submit("settings", as, change, { ...own(as), ...(as === "html" && { csrf: null }) }),
        ],
        { variant: "v0alpha2-too-late" },
      ),
    ),
    scenario(
      "leads where the configuration says after a change",
      [person(), signIn("spa"), start("settings", "html"), submit("settings", "html", profile)],
      { variant: "v0alpha2-tuned" },
    ),
  ],
};
