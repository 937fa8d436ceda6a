import type { Topic } from "../lib/scenario";
import {
  address,
  bearer,
  inWords,
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

const unknown = "5b0dbd3a-8c2d-4b31-9d3f-2f5a6f0f9a11";
const cookieName = "ory_kratos_session";

export const whoamiTopic: Topic = {
  topic: "whoami",
  scenarios: [
    scenario("knows a session by its cookie", [person(), signIn("spa"), whoami("spa")]),
    scenario("knows a session by the token header", [person(), signIn("native"), whoami("native", bearer)]),
    scenario("knows a session by a bearer token", [
      person(),
      signIn("native"),
      whoami("native", { headers: { authorization: "Bearer {{token}}" } }),
      request("lower case", "native", "GET /sessions/whoami", {
        headers: { authorization: "bearer {{token}}" },
        brief: true,
      }),
    ]),
    scenario("takes no token in the place of the cookie", [
      person(),
      signIn("native"),
      whoami("native", { headers: { cookie: `${cookieName}={{token}}` } }),
    ]),
    scenario("takes the cookie's value in the cookie header only", [
      person(),
      start("login", "spa"),
      submit(
        "login",
        "spa",
        { method: "password", identifier: address("ada"), password },
        {
          brief: true,
          keep: { cookie: `cookie.${cookieName}` },
        },
      ),
      whoami("native", { headers: { "x-session-cookie": "{{cookie}}" } }),
      request("in the cookie header", "native", "GET /sessions/whoami", {
        headers: { cookie: `${cookieName}={{cookie}}` },
        brief: true,
      }),
      request("with a letter changed", "native", "GET /sessions/whoami", {
        headers: { cookie: `${cookieName}=A{{cookie}}` },
        brief: true,
      }),
    ]),
    scenario("knows nobody without a session", [
      whoami("spa"),
      request("as a page", "html", "GET /sessions/whoami"),
      request("as a native client", "native", "GET /sessions/whoami"),
    ]),
    scenario("knows nobody by a wrong credential", [
      request("token", "native", "GET /sessions/whoami", { headers: { "x-session-token": "ory_st_wrong" } }),
      request("bearer", "native", "GET /sessions/whoami", {
        headers: { authorization: "Bearer ory_st_wrong" },
      }),
      request("basic", "native", "GET /sessions/whoami", { headers: { authorization: "Basic YTpi" } }),
      request("empty token", "native", "GET /sessions/whoami", { headers: { "x-session-token": "" } }),
      request("cookie", "native", "GET /sessions/whoami", { headers: { cookie: `${cookieName}=nonsense` } }),
    ]),
    scenario("goes by the token header before the bearer token", [
      person(),
      person("bob"),
      signIn("native"),
      signIn("native", { who: "bob", browser: "bob" }),
      request("both", "native", "GET /sessions/whoami", {
        headers: { "x-session-token": "{{token}}", authorization: "Bearer {{token-bob}}" },
        brief: true,
        keep: { "by-both": "body.identity.id" },
      }),
      request("the identity it chose", "admin", "GET /admin/identities/{{by-both}}"),
    ]),
    scenario("goes by the token header before the cookie", [
      person(),
      person("bob"),
      signIn("spa"),
      signIn("native", { who: "bob", browser: "bob" }),
      whoami("spa", { headers: { "x-session-token": "{{token-bob}}" } }),
    ]),
    scenario("goes by a wrong token before a right cookie, but not by an empty one", [
      person(),
      signIn("spa"),
      request("wrong token, right cookie", "spa", "GET /sessions/whoami", {
        headers: { "x-session-token": "ory_st_wrong" },
      }),
      request("empty token, right cookie", "spa", "GET /sessions/whoami", {
        headers: { "x-session-token": "" },
      }),
    ]),
    scenario("goes by the cookie or the bearer token", [
      person(),
      person("bob"),
      signIn("spa"),
      signIn("native", { who: "bob", browser: "bob" }),
      whoami("spa", { headers: { authorization: "Bearer {{token-bob}}" } }),
      request("wrong bearer, right cookie", "spa", "GET /sessions/whoami", {
        headers: { authorization: "Bearer ory_st_wrong" },
        brief: true,
      }),
    ]),
    scenario("answers to other methods as well", [
      person(),
      signIn("native"),
      ...["HEAD", "POST", "PUT", "PATCH", "OPTIONS", "TRACE", "DELETE"].map((method) =>
        request(method, "native", `${method} /sessions/whoami`, { ...bearer, brief: true }),
      ),
      request("head, in full", "native", "HEAD /sessions/whoami", bearer),
      request("delete, in full", "native", "DELETE /sessions/whoami", bearer),
      request("still signed in", "native", "GET /sessions/whoami", { ...bearer, brief: true }),
    ]),
    scenario(
      "knows a session no more when its time is over",
      [
        person(),
        signIn("native"),
        request("wait", "native", "GET /sessions/whoami", { ...bearer, until: 401, brief: true }),
        whoami("native", bearer),
      ],
      { variant: "short-session" },
    ),
    scenario("knows no session of an identity that is gone", [
      person(),
      signIn("native"),
      request("delete", "admin", "DELETE /admin/identities/{{ada}}", { brief: true }),
      whoami("native", bearer),
    ]),
    scenario("shows public metadata and hides the admin's", [
      person("ada", { metadata_public: { plan: "gold" }, metadata_admin: { note: "calls often" } }),
      signIn("native"),
      whoami("native", bearer),
    ]),
    scenario("refuses a token template that is not configured", [
      person(),
      signIn("native"),
      request("tokenize", "native", "GET /sessions/whoami?tokenize_as=nothing", bearer),
    ]),
    scenario("notes the device with the client's own address behind a proxy", [
      person(),
      request("start login", "native", "GET /self-service/login/api", {
        keep: { flow: "body.id" },
        brief: true,
      }),
      request("sign in", "native", "POST /self-service/login?flow={{flow}}", {
        headers: {
          "x-forwarded-for": "203.0.113.7, 10.0.0.1",
          "user-agent": "Agent/1.0",
          "cf-ipcity": "Ghent",
          "cf-ipcountry": "BE",
        },
        json: { method: "password", identifier: address("ada"), password },
        brief: true,
        keep: { token: "body.session_token" },
      }),
      whoami("native", bearer),
    ]),
  ],
};

const signInTwice = [
  person(),
  ...signIn("native"),
  ...signIn("native", { who: "ada", browser: "second" }),
  ...signIn("native", { who: "ada", browser: "third" }),
];
const second = { headers: { "x-session-token": "{{token-second}}" } };

export const sessions: Topic = {
  topic: "sessions",
  scenarios: [
    scenario("lists a person's other sessions", [
      signInTwice,
      request("list", "native", "GET /sessions", { ...bearer }),
    ]),
    scenario("lists nothing where there is no other session", [
      person(),
      signIn("native"),
      request("list", "native", "GET /sessions", bearer),
    ]),
    scenario("lists in pages", [
      signInTwice,
      request("first", "native", "GET /sessions?page_size=1", bearer),
      request("beyond", "native", "GET /sessions?page=7&per_page=1", bearer),
      request("too large", "native", "GET /sessions?page_size=5000", { ...bearer }),
      request("no number", "native", "GET /sessions?page_size=many", { ...bearer, brief: true }),
    ]),
    ...visitors.map((as) =>
      scenario(`lists nothing for ${inWords[as]} that is not signed in`, [
        request("list", as, "GET /sessions"),
        request("revoke others", as, "DELETE /sessions"),
        request("revoke one", as, `DELETE /sessions/${unknown}`),
      ]),
    ),
    scenario("revokes one of a person's sessions", [
      signInTwice,
      request("revoke", "native", "DELETE /sessions/{{session-second}}", bearer),
      request("the revoked one", "native", "GET /sessions/whoami", second),
      request("list", "native", "GET /sessions", bearer),
      request("revoke again", "native", "DELETE /sessions/{{session-second}}", bearer),
    ]),
    scenario("revokes all other sessions", [
      signInTwice,
      request("revoke", "native", "DELETE /sessions", bearer),
      request("a revoked one", "native", "GET /sessions/whoami", { ...second, brief: true }),
      whoami("native", { ...bearer, brief: true }),
      request("revoke again", "native", "DELETE /sessions", bearer),
      request("list", "native", "GET /sessions", bearer),
    ]),
    scenario("does not revoke the session that asks", [
      person(),
      signIn("native"),
      request("revoke", "native", "DELETE /sessions/{{session}}", bearer),
      whoami("native", { ...bearer, brief: true }),
    ]),
    scenario("does not revoke somebody else's session, and does not tell", [
      person(),
      person("bob"),
      signIn("native"),
      signIn("native", { who: "bob", browser: "second" }),
      request("foreign", "native", "DELETE /sessions/{{session-second}}", bearer),
      request("unknown", "native", `DELETE /sessions/${unknown}`, bearer),
      request("it is still there", "native", "GET /sessions/whoami", { ...second, brief: true }),
    ]),
    scenario("refuses to revoke what is no id", [
      person(),
      signIn("native"),
      request("revoke", "native", "DELETE /sessions/not-an-id", bearer),
    ]),
    scenario("does all this for a browser too", [
      person(),
      signIn("spa"),
      signIn("spa", { who: "ada", browser: "second" }),
      request("list", "spa", "GET /sessions"),
      request("revoke", "spa", "DELETE /sessions/{{session-second}}"),
      whoami("spa", { browser: "second", brief: true }),
    ]),
    scenario("exchanges no code that was not given out", [
      request("none", "native", "GET /sessions/token-exchange"),
      request("unknown", "native", "GET /sessions/token-exchange?init_code=abc&return_to_code=def"),
    ]),
  ],
};
