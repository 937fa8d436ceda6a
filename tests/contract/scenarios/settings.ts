import type { Topic } from "../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  otherPassword,
  password,
  person,
  refused,
  request,
  scenario,
  signIn,
  start,
  submit,
  ui,
  visitors,
  whoami,
  withError,
  type Visitor,
} from "./steps";

const traits = { email: address("ada"), name: { first: "Augusta", last: "King" } };
const profile = { method: "profile", traits };

/** Starts settings for whom is signed in already. */
function open(as: Visitor, recorded = false) {
  return start("settings", as, { recorded, ...(as === "native" ? bearer : {}) });
}

/** What a native client adds to each request. */
const own = (as: Visitor) => (as === "native" ? bearer : {});

const reader = (as: Visitor): Visitor => (as === "native" ? "native" : "spa");

export const settings: Topic = {
  topic: "settings",
  scenarios: [
    ...visitors.map((as) => scenario(`starts for ${inWords[as]}`, [person(), signIn(as), open(as, true)])),
    ...visitors.map((as) =>
      scenario(`does not start for ${inWords[as]} that is not signed in`, [
        request("start settings", as, `GET /self-service/settings/${as === "native" ? "api" : "browser"}`),
      ]),
    ),
    scenario("sends a browser to sign in, with the address to return to", [
      request("start settings", "html", `GET /self-service/settings/browser?return_to=${ui}/dashboard`),
    ]),
    ...visitors.map((as) =>
      scenario(`changes the profile for ${inWords[as]}`, [
        person(),
        signIn(as),
        open(as),
        submit("settings", as, profile, own(as)),
        ...(as === "html" ? [look("settings")] : []),
        whoami(reader(as), own(as)),
      ]),
    ),
    scenario("leads a browser to the address that was asked for", [
      person(),
      signIn("html"),
      start("settings", "html", { query: `return_to=${ui}/dashboard` }),
      submit("settings", "html", profile),
    ]),
    scenario("leads a script to the address that was asked for", [
      person(),
      signIn("spa"),
      start("settings", "spa", { query: `return_to=${ui}/dashboard` }),
      submit("settings", "spa", profile),
    ]),
    ...visitors.map((as) =>
      scenario(`asks to confirm a new address, for ${inWords[as]}`, [
        person(),
        signIn(as),
        open(as),
        submit("settings", as, { method: "profile", traits: { email: address("new") } }, own(as)),
        mail(address("new"), 1),
        request("the identity", "admin", "GET /admin/identities/{{ada}}"),
        start("login", "native", { flow: "login" }),
        submit(
          "login",
          "native",
          { method: "password", identifier: address("new"), password },
          { flow: "login", step: "sign in with the new address", brief: true },
        ),
      ]),
    ),
    scenario("takes away a trait that is left out", [
      person("ada", { traits: { email: address("ada"), name: { first: "Ada", last: "Byron" } } }),
      signIn("spa"),
      start("settings", "spa"),
      submit("settings", "spa", { method: "profile", traits: { email: address("ada") } }),
    ]),
    scenario("takes away a trait that a form leaves empty", [
      person("ada", { traits: { email: address("ada"), name: { first: "Ada", last: "Byron" } } }),
      signIn("html"),
      start("settings", "html"),
      submit("settings", "html", {
        method: "profile",
        traits: { email: address("ada"), name: { first: "", last: "Byron" } },
      }),
      look("settings"),
    ]),
    ...visitors.map((as) =>
      scenario(`names what is wrong with the profile to ${inWords[as]}`, [
        person(),
        signIn(as),
        open(as),
        submit(
          "settings",
          as,
          { method: "profile", traits: { email: "no address", name: { first: "A".repeat(101) } } },
          own(as),
        ),
        ...(as === "html" ? [look("settings")] : []),
      ]),
    ),
    scenario("names all that is missing of the profile", [
      person(),
      signIn("spa"),
      start("settings", "spa"),
      submit("settings", "spa", { method: "profile" }, { step: "no traits" }),
      submit("settings", "spa", { method: "profile", traits: {} }, { step: "empty traits" }),
    ]),
    scenario("names an address that is taken", [
      person(),
      person("bob"),
      signIn("spa"),
      start("settings", "spa"),
      submit("settings", "spa", { method: "profile", traits: { email: address("bob") } }),
    ]),
    ...visitors.map((as) =>
      scenario(`changes the password for ${inWords[as]}`, [
        person(),
        signIn(as),
        open(as),
        submit("settings", as, { method: "password", password: otherPassword }, own(as)),
        ...(as === "html" ? [look("settings")] : []),
        start("login", "native", { flow: "login" }),
        submit(
          "login",
          "native",
          { method: "password", identifier: address("ada"), password: otherPassword },
          { flow: "login", step: "sign in with the new password", brief: true },
        ),
        start("login", "native", { flow: "second-login" }),
        submit(
          "login",
          "native",
          { method: "password", identifier: address("ada"), password },
          { flow: "second-login", step: "sign in with the old password", brief: true },
        ),
      ]),
    ),
    ...(
      [
        ["is too short", "short"],
        ["is like the address", address("ada")],
        ["is empty", ""],
        ["is the same as before", password],
      ] as const
    ).map(([name, chosen]) =>
      scenario(`answers a new password that ${name}`, [
        person(),
        signIn("spa"),
        start("settings", "spa"),
        submit("settings", "spa", { method: "password", password: chosen }),
      ]),
    ),
    scenario("names a missing password", [
      person(),
      signIn("html"),
      start("settings", "html"),
      submit("settings", "html", { method: "password" }),
      look("settings"),
    ]),
    ...visitors.map((as) =>
      scenario(`asks ${inWords[as]} for a method`, [
        person(),
        signIn(as),
        open(as),
        submit("settings", as, { traits }, { step: "none", ...own(as) }),
        ...(as === "html" ? [look("settings")] : []),
        submit("settings", as, { method: "carrier-pigeon" }, { step: "unknown", ...own(as) }),
      ]),
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        person(),
        signIn(as),
        open(as),
        ...refused(submit("settings", as, profile, { csrf: "bm90IGEgdG9rZW4=" })),
        ...refused(
          submit(
            "settings",
            as,
            { method: "password", password: otherPassword },
            { step: "none at all", csrf: null },
          ),
        ),
      ]),
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`answers a form that comes by get with its token, from ${inWords[as]}`, [
        person(),
        signIn(as),
        open(as),
        request(
          "get",
          as,
          `GET /self-service/settings?flow={{flow}}&method=profile&csrf_token={{flow-csrf|url}}&traits.email=${address("ada")}`,
        ),
      ]),
    ),
    scenario("refuses a native client that sends an origin or a cookie", [
      person(),
      signIn("native"),
      open("native"),
      submit("settings", "native", profile, {
        step: "origin",
        headers: { ...bearer.headers, origin: "https://other.example" },
      }),
      start("settings", "native", { ...bearer, flow: "second" }),
      submit("settings", "native", profile, {
        flow: "second",
        step: "cookie",
        headers: { ...bearer.headers, cookie: "theme=dark" },
      }),
    ]),
    ...visitors.map((as) =>
      scenario(`does not take the form of ${inWords[as]} that is signed in no more`, [
        person(),
        signIn(as),
        open(as),
        request("sign out everywhere", "admin", "DELETE /admin/identities/{{ada}}/sessions", { brief: true }),
        submit("settings", as, profile, own(as)),
        look("settings", { as: reader(as), keep: {}, ...own(as) }),
      ]),
    ),
    scenario("keeps somebody else from a flow", [
      person(),
      person("bob"),
      signIn("native"),
      open("native"),
      signIn("native", { who: "bob", browser: "bob" }),
      look("settings", { as: "native", headers: { "x-session-token": "{{token-bob}}" } }),
      submit("settings", "native", profile, { headers: { "x-session-token": "{{token-bob}}" } }),
    ]),
    scenario("keeps another browser from a flow", [
      person(),
      person("bob"),
      signIn("spa"),
      start("settings", "spa"),
      signIn("spa", { who: "bob", browser: "second" }),
      look("settings", { browser: "second", keep: {} }),
      submit("settings", "spa", profile, { browser: "second" }),
      ...withError(submit("settings", "html", profile, { browser: "second", step: "as a form" })),
    ]),
    scenario("lets the same person use a flow from another session with the same token", [
      person(),
      signIn("native"),
      open("native"),
      signIn("native", { who: "ada", browser: "other" }),
      submit("settings", "native", profile, {
        headers: { "x-session-token": "{{token-other}}" },
        brief: true,
      }),
    ]),
    scenario("does one thing after the other in a flow", [
      person(),
      signIn("spa"),
      start("settings", "spa"),
      submit("settings", "spa", profile, { step: "the profile", brief: true }),
      submit("settings", "spa", { method: "password", password: otherPassword }, { step: "the password" }),
    ]),
    scenario("shows the transient payload in the answer to it", [
      person(),
      signIn("spa"),
      start("settings", "spa"),
      submit("settings", "spa", { ...profile, transient_payload: { source: "spring" } }),
    ]),
    scenario("refuses a body that is no JSON", [
      person(),
      signIn("native"),
      open("native"),
      submit(
        "settings",
        "native",
        {},
        {
          json: undefined,
          raw: "{not json",
          headers: { "content-type": "application/json", ...bearer.headers },
        },
      ),
    ]),
    scenario("takes a bearer token as well", [
      person(),
      signIn("native"),
      start("settings", "native", { headers: { authorization: "Bearer {{token}}" }, recorded: true }),
    ]),
  ],
};

const short = { variant: "short-privilege" };
const newPassword = { method: "password", password: otherPassword };

export const privilege: Topic = {
  topic: "settings-privilege",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} to sign in again before the password changes`,
        [person(), signIn(as), open(as), submit("settings", as, newPassword, own(as))],
        short,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} to sign in again before the address changes`,
        [
          person(),
          signIn(as),
          open(as),
          submit("settings", as, { method: "profile", traits: { email: address("new") } }, own(as)),
        ],
        short,
      ),
    ),
    scenario(
      "changes other traits without asking",
      [
        person(),
        signIn("spa"),
        start("settings", "spa"),
        submit("settings", "spa", profile, { brief: true }),
      ],
      short,
    ),
    scenario(
      "carries the address of return along to the sign-in",
      [
        person(),
        signIn("html"),
        start("settings", "html", { query: `return_to=${ui}/dashboard` }),
        submit("settings", "html", newPassword),
      ],
      short,
    ),
    scenario(
      "asks before it looks at the password, once there is one",
      [
        person(),
        signIn("spa"),
        start("settings", "spa"),
        submit("settings", "spa", { method: "password", password: "short" }, { step: "short" }),
        submit("settings", "spa", { method: "password" }, { step: "none" }),
      ],
      short,
    ),
    scenario(
      "looks at the token before it asks",
      [
        person(),
        signIn("spa"),
        start("settings", "spa"),
        submit("settings", "spa", newPassword, { csrf: "bm90IGEgdG9rZW4=" }),
      ],
      short,
    ),
    scenario(
      "applies a change that waited, after signing in again",
      [
        person(),
        signIn("html"),
        start("settings", "html"),
        signIn("native"),
        start("settings", "native", { ...bearer, flow: "other" }),
        submit(
          "settings",
          "native",
          { method: "password", password: "short" },
          {
            ...bearer,
            flow: "other",
            step: "wait until a later sign-in is too long ago",
            until: 403,
            brief: true,
          },
        ),
        submit("settings", "html", newPassword, { step: "the change" }),
        request(
          "start login",
          "html",
          "GET /self-service/login/browser?refresh=true&return_to={{public|url}}%2Fself-service%2Fsettings%3Fflow%3D{{flow}}",
          { keep: { login: "location.flow" } },
        ),
        look("login", { flow: "login", step: "the login" }),
        submit(
          "login",
          "html",
          { method: "password", identifier: address("ada"), password },
          { flow: "login", step: "sign in again" },
        ),
        request("return", "html", "GET /self-service/settings?flow={{flow}}"),
        look("settings"),
        start("login", "native", { flow: "second-login" }),
        submit(
          "login",
          "native",
          { method: "password", identifier: address("ada"), password: otherPassword },
          { flow: "second-login", step: "sign in with the new password", brief: true },
        ),
        request("return once more", "html", "GET /self-service/settings?flow={{flow}}"),
      ],
      { variant: "brief-privilege" },
    ),
  ],
};
