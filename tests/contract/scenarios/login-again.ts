// Sign-in when somebody is signed in already, or has to be: refresh, assurance levels, where it leads.
import type { Topic } from "../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
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
} from "./steps";

const right = { method: "password", identifier: address("ada"), password };

export const loginAgain: Topic = {
  topic: "login-again",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`does not start for ${inWords[as]} that is signed in`, [
        person(),
        signIn(as),
        request(
          "start login",
          as,
          `GET /self-service/login/${as === "native" ? "api" : "browser"}`,
          as === "native" ? bearer : {},
        ),
      ]),
    ),
    scenario("leads a browser that is signed in to the address it asked for", [
      person(),
      signIn("html"),
      request("start login", "html", `GET /self-service/login/browser?return_to=${ui}/dashboard`),
    ]),
    ...visitors.map((as) =>
      scenario(`does not take the form of ${inWords[as]} that is signed in meanwhile`, [
        person(),
        start("login", as, { flow: "earlier" }),
        signIn(as),
        ...(as === "native"
          ? [submit("login", as, right, { flow: "earlier", ...bearer })]
          : [
              submit("login", as, right, { flow: "earlier", step: "with the token from before" }),
              ...start("settings", "spa", { flow: "settings" }),
              submit("login", as, right, {
                flow: "earlier",
                step: "with a token from after",
                csrf: "{{settings-csrf}}",
              }),
            ]),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`asks ${inWords[as]} again with refresh and keeps the session`, [
        person(),
        signIn(as),
        ...(as === "native"
          ? [
              request("start login", "native", "GET /self-service/login/api?refresh=true", {
                ...bearer,
                keep: { flow: "body.id" },
              }),
            ]
          : start("login", as, { query: "refresh=true", recorded: true })),
        submit("login", as, right, as === "native" ? bearer : {}),
        whoami(as === "native" ? "native" : "spa", as === "native" ? bearer : {}),
      ]),
    ),
    scenario("keeps asking with refresh after a wrong password", [
      person(),
      signIn("spa"),
      start("login", "spa", { query: "refresh=true" }),
      submit("login", "spa", { ...right, password: "not-the-password" }),
      submit("login", "spa", right, { step: "then the right one", brief: true }),
    ]),
    scenario("forgets about refresh where nobody is signed in", [
      start("login", "spa", { query: "refresh=true", recorded: true }),
    ]),
    scenario("gives a new session when somebody else answers a refresh", [
      person(),
      person("bob"),
      signIn("spa"),
      start("login", "spa", { query: "refresh=true" }),
      submit("login", "spa", { ...right, identifier: address("bob") }),
    ]),
    scenario("gives another session to each native sign-in", [
      person(),
      signIn("native"),
      start("login", "native"),
      submit("login", "native", right, { keep: { "second-token": "body.session_token" } }),
      whoami("native", bearer),
      request("who is signed in with the second", "native", "GET /sessions/whoami", {
        headers: { "x-session-token": "{{second-token}}" },
      }),
    ]),
    ...visitors.map((as) =>
      scenario(`asks ${inWords[as]} for a first factor before a second`, [
        ...refused(
          request(
            "start login",
            as,
            `GET /self-service/login/${as === "native" ? "api" : "browser"}?aal=aal2`,
          ),
        ),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`offers ${inWords[as]} no second factor where none is set up`, [
        person(),
        signIn(as),
        ...(as === "native"
          ? [request("start login", as, "GET /self-service/login/api?aal=aal2", bearer)]
          : start("login", as, { query: "aal=aal2", recorded: true })),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`refuses an unknown assurance level from ${inWords[as]}`, [
        ...refused(
          request(
            "start login",
            as,
            `GET /self-service/login/${as === "native" ? "api" : "browser"}?aal=aal9`,
          ),
        ),
      ]),
    ),
    scenario("takes the assurance level that is there anyway", [
      start("login", "spa", { query: "aal=aal1", recorded: true }),
    ]),
    scenario("treats a session as nobody's once its identity is inactive", [
      person(),
      signIn("native"),
      request("deactivate", "admin", "PATCH /admin/identities/{{ada}}", {
        json: [{ op: "replace", path: "/state", value: "inactive" }],
        brief: true,
      }),
      whoami("native", bearer),
      request("start login", "native", "GET /self-service/login/api", { ...bearer, brief: true }),
    ]),
  ],
};

const allowed: [name: string, returnTo: string][] = [
  ["an allowed address", `${ui}/dashboard?tab=1`],
  ["an allowed address in other case", "HTTP://LOCALHOST:3000/Dashboard"],
  ["a path, on the default address", "/dashboard"],
  ["an address under a wildcard", "https://one.wild.example/app/inner"],
  ["its own self-service address", "{{public}}/self-service/settings"],
];

const forbidden: [name: string, returnTo: string][] = [
  ["a foreign address", "https://other.example/"],
  ["an allowed host at another port", "http://localhost:3001/"],
  ["an allowed host over another scheme", "https://localhost:3000/"],
  ["an allowed address as the user of a foreign one", "http://localhost:3000@other.example/"],
  ["a wildcard host at a path that is not allowed", "https://one.wild.example/elsewhere"],
  ["a script", "javascript:alert(1)"],
  ["an address that is none", "http://[::1"],
];

export const returnTo: Topic = {
  topic: "return-to",
  scenarios: [
    ...allowed
      .filter(([, to]) => !to.includes("{{"))
      .map(([name, to]) =>
        scenario(`returns to ${name}`, [
          person(),
          start("login", "spa", { query: `return_to=${encodeURIComponent(to)}`, recorded: true }),
          submit("login", "spa", right),
        ]),
      ),
    ...forbidden.map(([name, to]) =>
      scenario(`does not return to ${name}`, [
        request("start login", "spa", `GET /self-service/login/browser?return_to=${encodeURIComponent(to)}`),
      ]),
    ),
    ...(["registration", "recovery", "verification"] as const).map((kind) =>
      scenario(`refuses a foreign address at the start of ${kind}`, [
        request("as a script", "spa", `GET /self-service/${kind}/browser?return_to=https://other.example/`),
        ...(kind === "verification"
          ? []
          : withError(
              request(
                "as a browser",
                "html",
                `GET /self-service/${kind}/browser?return_to=https://other.example/`,
              ),
            )),
        request(
          "as a native client",
          "native",
          `GET /self-service/${kind}/api?return_to=https://other.example/`,
        ),
      ]),
    ),
    scenario("tells a browser without a detour that verification will not return to a foreign address", [
      request(
        "as a browser",
        "html",
        "GET /self-service/verification/browser?return_to=https://other.example/",
      ),
    ]),
    scenario("refuses a foreign address at the start of login", [
      ...withError(
        request("as a browser", "html", "GET /self-service/login/browser?return_to=https://other.example/"),
      ),
      request("as a native client", "native", "GET /self-service/login/api?return_to=https://other.example/"),
    ]),
    scenario("refuses a foreign address to whom is signed in", [
      person(),
      signIn("spa"),
      request("login", "spa", "GET /self-service/login/browser?return_to=https://other.example/"),
      request("settings", "spa", "GET /self-service/settings/browser?return_to=https://other.example/"),
      ...withError(
        request(
          "login, as a browser",
          "html",
          "GET /self-service/login/browser?return_to=https://other.example/",
        ),
      ),
    ]),
    ...[
      "http:\\\\other.example",
      "http:\\/other.example",
      "\\\\other.example",
      "//other.example",
      "/\\other.example",
    ].map((to) =>
      scenario(`answers a return to ${to}`, [
        request("start login", "spa", `GET /self-service/login/browser?return_to=${encodeURIComponent(to)}`),
      ]),
    ),
    scenario("keeps the address through a failed attempt of a browser", [
      person(),
      start("login", "html", { query: `return_to=${ui}/dashboard` }),
      submit("login", "html", { ...right, password: "wrong-password" }, { step: "wrong", brief: true }),
      look("login", { brief: true }),
      submit("login", "html", right),
    ]),
    scenario("returns a native client's flow the address it gave", [
      start("login", "native", { query: `return_to=${ui}/dashboard`, recorded: true }),
    ]),
  ],
};
