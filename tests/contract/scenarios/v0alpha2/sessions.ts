import type { Topic } from "../../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  refused,
  request,
  start,
  ui,
  visitors,
  whoami,
  withError,
  type FlowKind,
} from "../steps";
import { person, scenario, signIn } from "./steps";

const kinds: FlowKind[] = ["login", "registration", "recovery", "verification"];
const unknownId = "11111111-1111-4111-8111-111111111111";

export const v0alpha2Whoami: Topic = {
  topic: "v0alpha2/whoami",
  scenarios: [
    scenario("tells a script who is signed in", [person(), signIn("spa"), whoami("spa")]),
    scenario("tells a browser in JSON", [person(), signIn("spa"), whoami("html")]),
    scenario("goes by the token header", [person(), signIn("native"), whoami("native", bearer)]),
    scenario("goes by a bearer token", [
      person(),
      signIn("native"),
      whoami("native", { headers: { authorization: "bearer {{token}}" } }),
    ]),
    ...visitors.map((as) => scenario(`knows nobody in ${inWords[as]}`, [whoami(as)])),
    scenario("knows no wrong token", [whoami("native", { headers: { "x-session-token": "wrong" } })]),
    scenario("knows no wrong cookie", [whoami("spa", { headers: { cookie: "ory_kratos_session=wrong" } })]),
    scenario("answers other methods as well", [
      person(),
      signIn("spa"),
      request("post", "spa", "POST /sessions/whoami", { json: {} }),
    ]),
    scenario("knows nobody whose session is over", [person(), signIn("spa"), whoami("spa", { until: 401 })], {
      variant: "v0alpha2-short-session",
    }),
    scenario("leads from the admin port to the public one", [
      request("ask the admin port", "admin", "GET /sessions/whoami"),
    ]),
  ],
};

export const v0alpha2Logout: Topic = {
  topic: "v0alpha2/logout",
  scenarios: [
    ...(["html", "spa"] as const).map((as) =>
      scenario(`gives ${inWords[as]} the address to sign out with`, [
        person(),
        signIn("spa"),
        request("ask for it", as, "GET /self-service/logout/browser"),
      ]),
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`gives ${inWords[as]} no address when nobody is signed in`, [
        request("ask for it", as, "GET /self-service/logout/browser"),
      ]),
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`signs ${inWords[as]} out`, [
        person(),
        signIn("spa"),
        request("ask for the address", "spa", "GET /self-service/logout/browser", {
          keep: { logout: "body.logout_token" },
          brief: true,
        }),
        request("sign out", as, "GET /self-service/logout?token={{logout}}"),
        whoami("spa", { brief: true }),
        ...refused(request("and again", as, "GET /self-service/logout?token={{logout}}")),
      ]),
    ),
    scenario("leads back after signing out", [
      person(),
      signIn("spa"),
      request("ask for the address", "spa", `GET /self-service/logout/browser`, {
        keep: { logout: "body.logout_token" },
        brief: true,
      }),
      request("sign out", "html", `GET /self-service/logout?token={{logout}}&return_to=${ui}/goodbye`),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`signs ${inWords[as]} not out with a wrong token`, [
        person(),
        signIn("spa"),
        ...refused(request("sign out", as, "GET /self-service/logout?token=wrong")),
        whoami("spa", { brief: true }),
      ]),
    ),
    scenario("does not lead to a foreign address after signing out", [
      person(),
      signIn("spa"),
      request("ask for the address", "spa", "GET /self-service/logout/browser", {
        keep: { logout: "body.logout_token" },
        brief: true,
      }),
      request(
        "sign out",
        "html",
        "GET /self-service/logout?token={{logout}}&return_to=https://other.example/",
      ),
    ]),
    scenario("signs nobody out by the address of somebody else", [
      person("ada"),
      person("bob"),
      signIn("spa"),
      signIn("spa", { who: "bob", browser: "bob" }),
      request("ask for the address", "spa", "GET /self-service/logout/browser", {
        keep: { logout: "body.logout_token" },
        brief: true,
      }),
      request("sign out", "spa", "GET /self-service/logout?token={{logout}}", { browser: "bob" }),
      whoami("spa", { browser: "bob", brief: true }),
      request("the first", "spa", "GET /sessions/whoami", { brief: true }),
    ]),
    scenario("gives a native client the address to sign out with as well", [
      person(),
      signIn("native"),
      request("ask for it", "native", "GET /self-service/logout/browser", bearer),
    ]),
    scenario("leaves a browser signed in when a native client signs out", [
      person(),
      signIn("spa"),
      signIn("native"),
      request("sign out", "spa", "DELETE /self-service/logout/api", { json: { session_token: "{{token}}" } }),
      whoami("spa", { brief: true }),
    ]),
    scenario("wants a token", [
      person(),
      signIn("spa"),
      request("sign out", "spa", "GET /self-service/logout"),
    ]),
    scenario("signs a native client out, twice", [
      person(),
      signIn("native"),
      request("sign out", "native", "DELETE /self-service/logout/api", {
        json: { session_token: "{{token}}" },
      }),
      whoami("native", bearer),
      request("sign out again", "native", "DELETE /self-service/logout/api", {
        json: { session_token: "{{token}}" },
      }),
    ]),
    scenario("knows no other token of a native client", [
      request("sign out", "native", "DELETE /self-service/logout/api", { json: { session_token: "wrong" } }),
      request("sign out without a token", "native", "DELETE /self-service/logout/api", { json: {} }),
      request("sign out without a body", "native", "DELETE /self-service/logout/api"),
    ]),
    scenario(
      "leads where the configuration says",
      [
        person(),
        signIn("spa"),
        request("ask for the address", "spa", "GET /self-service/logout/browser", {
          keep: { logout: "body.logout_token" },
          brief: true,
        }),
        request("sign out", "html", "GET /self-service/logout?token={{logout}}"),
      ],
      { variant: "v0alpha2-tuned" },
    ),
  ],
};

export const v0alpha2Lookup: Topic = {
  topic: "v0alpha2/lookup",
  scenarios: [
    ...kinds.map((kind) =>
      scenario(`fetches a ${kind} flow for its browser, its script and a native client`, [
        start(kind, "html"),
        look(kind, { step: "as a script" }),
        look(kind, { step: "as a page", as: "html" }),
        start(kind, "native", { flow: "native" }),
        look(kind, { step: "as a native client", as: "native", flow: "native" }),
      ]),
    ),
    ...kinds.map((kind) =>
      scenario(`keeps a ${kind} flow from another browser`, [
        start(kind, "spa"),
        request("fetch", "spa", `GET /self-service/${kind}/flows?id={{flow}}`, { browser: "second" }),
      ]),
    ),
    ...kinds.map((kind) =>
      scenario(`knows no ${kind} flow by another id`, [
        request("fetch", "spa", `GET /self-service/${kind}/flows?id=${unknownId}`),
        request("fetch without an id", "spa", `GET /self-service/${kind}/flows`),
      ]),
    ),
    ...kinds.map((kind) =>
      scenario(`knows a ${kind} flow by its id alone, not by the name that its page has for it`, [
        start(kind, "native"),
        request("fetch", "native", `GET /self-service/${kind}/flows?flow={{flow}}`),
      ]),
    ),
    ...(["login", "registration", "recovery"] as const).map((kind) =>
      scenario(`keeps a ${kind} flow from whoever has signed in meanwhile`, [
        person(),
        start(kind, "spa"),
        signIn("spa"),
        look(kind, { keepNothing: true }),
      ]),
    ),
    ...kinds.map((kind) =>
      scenario(
        `tells that a ${kind} flow is over`,
        [
          request("start", "spa", `GET /self-service/${kind}/browser`, {
            keep: { flow: "body.id" },
            brief: true,
          }),
          request("fetch", "spa", `GET /self-service/${kind}/flows?id={{flow}}`),
          start(kind, "native", { flow: "native" }),
          request("fetch natively", "native", `GET /self-service/${kind}/flows?id={{native}}`),
        ],
        { variant: kind === "registration" ? "v0alpha2-expired-registration" : "v0alpha2-expired" },
      ),
    ),
    scenario("leads from the admin port to the public one", [
      request("login", "admin", "GET /self-service/login/browser"),
      request("settings", "admin", `GET /self-service/settings/flows?id=${unknownId}`),
      request("an error", "admin", "GET /self-service/errors?id=stub:500"),
    ]),
    scenario("lets nobody finish a flow of another kind", [
      start("login", "native"),
      request("submit", "native", "POST /self-service/registration?flow={{flow}}", {
        json: { method: "password", traits: { email: address("ada") } },
      }),
    ]),
  ],
};

export const v0alpha2Errors: Topic = {
  topic: "v0alpha2/errors",
  scenarios: [
    scenario("shows the stub of a server error", [
      request("the stub", "spa", "GET /self-service/errors?id=stub:500"),
      request("the stub for a page", "html", "GET /self-service/errors?id=stub:500"),
    ]),
    scenario("knows no other stub and no other error", [
      request("another stub", "spa", "GET /self-service/errors?id=stub:404"),
      request("an unknown error", "spa", `GET /self-service/errors?id=${unknownId}`),
      request("no error", "spa", "GET /self-service/errors"),
    ]),
    scenario("keeps an error for its page", [
      ...withError(request("start", "html", "GET /self-service/login/browser?aal=aal9")),
      request("once more", "html", "GET /self-service/errors?id={{error}}"),
    ]),
    scenario("lists the schemas", [
      request("all", "spa", "GET /schemas"),
      request("the second page", "spa", "GET /schemas?page=1&per_page=1"),
      request("a page after the last", "spa", "GET /schemas?page=9&per_page=1"),
    ]),
    scenario("shows a schema", [
      request("the default", "spa", "GET /schemas/default"),
      request("another", "spa", "GET /schemas/everything"),
      request("an unknown one", "spa", "GET /schemas/unknown"),
    ]),
    scenario("leads from the admin port to the schemas", [
      request("all", "admin", "GET /schemas"),
      request("one", "admin", "GET /schemas/default"),
    ]),
    scenario("has the script for security keys", [
      request("the script", "html", "GET /.well-known/ory/webauthn.js"),
    ]),
    scenario("lives", [
      request("alive", "native", "GET /health/alive"),
      request("ready", "native", "GET /health/ready"),
      request("alive, on the admin port", "admin", "GET /health/alive"),
      request("ready, on the admin port", "admin", "GET /health/ready"),
    ]),
    scenario("knows no other address", [
      request("public", "spa", "GET /nothing"),
      request("public, for a page", "html", "GET /nothing"),
      request("admin", "admin", "GET /nothing"),
    ]),
  ],
};
