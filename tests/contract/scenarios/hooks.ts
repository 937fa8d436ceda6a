// What is configured to run after a flow: addresses that must be verified, other sessions that end.
import type { Topic } from "../lib/scenario";
import {
  address,
  inWords,
  look,
  mail,
  otherPassword,
  password,
  person,
  request,
  scenario,
  start,
  submit,
  visitors,
  whoami,
  type Visitor,
} from "./steps";

const variant = { variant: "hooks" };
const right = { method: "password", identifier: address("ada"), password };
const verified = person("ada", {
  verifiable_addresses: [{ value: address("ada"), verified: true, via: "email", status: "completed" }],
});

/** Signs in a native client; keeps its token under the name. */
function nativeSession(name: string) {
  return [
    ...start("login", "native", { flow: `${name}-login` }),
    submit("login", "native", right, {
      flow: `${name}-login`,
      step: `sign in (${name})`,
      brief: true,
      keep: { [name]: "body.session_token" },
    }),
  ];
}

const whoHolds = (name: string) =>
  request(`who holds the ${name} token`, "native", "GET /sessions/whoami", {
    headers: { "x-session-token": `{{${name}}}` },
    brief: true,
  });

const afterForm = (as: Visitor) => (as === "html" ? [look("login")] : []);

export const hooks: Topic = {
  topic: "hooks",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `sends ${inWords[as]} with an address that is not verified to verify it`,
        [
          person(),
          start("login", as),
          submit("login", as, right),
          mail(address("ada"), 1),
          ...(as === "native" ? [] : [whoami("spa", { brief: true })]),
        ],
        variant,
      ),
    ),
    scenario(
      "signs in once the address is verified",
      [
        person(),
        start("login", "html"),
        submit("login", "html", right, { step: "too early", keep: { verification: "location.flow" } }),
        look("verification", { flow: "verification", step: "the verification" }),
        mail(address("ada"), 1, { code: "code" }),
        submit(
          "verification",
          "html",
          { method: "code", code: "{{code}}" },
          { flow: "verification", step: "the code" },
        ),
        look("verification", { flow: "verification", step: "after the code" }),
        start("login", "native", { flow: "again" }),
        submit("login", "native", right, { flow: "again", step: "sign in", brief: true }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `shows ${inWords[as]} that the address is not verified, in the older way`,
        [person(), start("login", as), submit("login", as, right), ...afterForm(as)],
        { variant: "older-hooks" },
      ),
    ),
    scenario(
      "ends other sessions at sign-in",
      [verified, nativeSession("first"), nativeSession("second"), whoHolds("first"), whoHolds("second")],
      variant,
    ),
    scenario(
      "ends other sessions when the password changes",
      [
        verified,
        nativeSession("first"),
        start("settings", "native", { headers: { "x-session-token": "{{first}}" } }),
        submit(
          "settings",
          "native",
          { method: "password", password: otherPassword },
          {
            headers: { "x-session-token": "{{first}}" },
          },
        ),
        whoHolds("first"),
      ],
      variant,
    ),
    scenario(
      "ends other sessions at recovery",
      [
        verified,
        nativeSession("first"),
        start("recovery", "spa"),
        submit("recovery", "spa", { method: "code", email: address("ada") }, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        submit("recovery", "spa", { method: "code", code: "{{code}}" }, { step: "the code", brief: true }),
        whoHolds("first"),
        whoami("spa", { brief: true }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `shows ${inWords[as]} the verification after registration without a session`,
        [
          start("registration", as),
          submit("registration", as, { method: "password", traits: { email: address("ada") }, password }),
          mail(address("ada"), 1),
          ...(as === "native" ? [] : [whoami("spa", { brief: true })]),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `verifies along with the sign-in of ${inWords[as]}`,
        [
          person(),
          start("login", as),
          submit("login", as, right),
          mail(address("ada"), 1),
          ...(as === "native" ? [] : [whoami("spa", { brief: true })]),
        ],
        { variant: "verifying-login" },
      ),
    ),
  ],
};

const cross = { variant: "cors" };
const from = (origin: string, more: Record<string, string> = {}) => ({ headers: { origin, ...more } });
const preflight = (origin: string, method = "POST") =>
  from(origin, {
    "access-control-request-method": method,
    "access-control-request-headers": "content-type",
  });

export const cors: Topic = {
  topic: "cors",
  scenarios: [
    scenario(
      "answers an allowed origin",
      [
        request("get", "spa", "GET /self-service/login/browser", from("https://app.example")),
        request("get from under a wildcard", "spa", "GET /sessions/whoami", from("https://one.wild.example")),
        request("preflight", "spa", "OPTIONS /self-service/login", preflight("https://app.example")),
      ],
      cross,
    ),
    scenario(
      "answers another origin without allowing it",
      [
        request("get", "spa", "GET /self-service/login/browser", from("https://other.example")),
        request("preflight", "spa", "OPTIONS /self-service/login", preflight("https://other.example")),
        request(
          "preflight of another method",
          "spa",
          "OPTIONS /self-service/login",
          preflight("https://app.example", "DELETE"),
        ),
      ],
      cross,
    ),
    scenario(
      "names nobody where everybody is allowed, so that no browser sends cookies along",
      [
        request("get", "spa", "GET /sessions/whoami", from("https://other.example")),
        request("preflight", "spa", "OPTIONS /self-service/login", preflight("https://other.example")),
      ],
      { variant: "cors-for-all" },
    ),
    scenario("answers without an origin", [request("get", "spa", "GET /self-service/login/browser")], cross),
  ],
};
