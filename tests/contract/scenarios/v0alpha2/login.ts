import type { Topic } from "../../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  password,
  refused,
  request,
  start,
  submit,
  ui,
  visitors,
  whoami,
  withError,
} from "../steps";
import { person, scenario, signIn } from "./steps";

const right = { method: "password", password_identifier: address("ada"), password };
const expired = { variant: "v0alpha2-expired" };

export const v0alpha2Login: Topic = {
  topic: "v0alpha2/login",
  scenarios: [
    ...visitors.map((as) => scenario(`starts for ${inWords[as]}`, start("login", as, { recorded: true }))),
    ...visitors.map((as) =>
      scenario(`signs in with a password, for ${inWords[as]}`, [
        person(),
        start("login", as),
        submit("login", as, right),
        ...(as === "native" ? [] : [whoami("spa")]),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`refuses a wrong password from ${inWords[as]}`, [
        person(),
        start("login", as),
        submit("login", as, { ...right, password: "wrong-password" }),
        ...(as === "html" ? [look("login")] : []),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`names missing fields to ${inWords[as]}`, [
        start("login", as),
        submit("login", as, { method: "password" }),
        ...(as === "html" ? [look("login")] : []),
      ]),
    ),
    scenario("knows no account by an unknown address", [
      start("login", "spa"),
      submit("login", "spa", { ...right, password_identifier: address("nobody") }),
    ]),
    scenario("asks for a method when none is named", [
      start("login", "spa"),
      submit("login", "spa", { password_identifier: address("ada"), password }),
    ]),
    scenario("knows no such method", [
      start("login", "spa"),
      submit("login", "spa", { ...right, method: "magic" }),
    ]),
    ...visitors.map((as) =>
      scenario(`does not start for ${inWords[as]} who is signed in`, [
        person(),
        signInBefore(as),
        request("start", as, `GET /self-service/login/${as === "native" ? "api" : "browser"}`, {
          ...(as === "native" && bearer),
        }),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`takes no submission of ${inWords[as]} who is signed in`, [
        person(),
        start("login", as),
        signInBefore(as),
        submit("login", as, right, { ...(as === "native" && bearer) }),
      ]),
    ),
    scenario("does not start natively in a browser that is signed in", [
      person(),
      signIn("spa"),
      request("start", "spa", "GET /self-service/login/api"),
      start("login", "spa", { flow: "again", query: "refresh=true" }),
    ]),
    scenario("takes a form of a native client as well", [
      person(),
      start("login", "native"),
      request("submit", "native", "POST /self-service/login?flow={{flow}}", { form: right }),
    ]),
    scenario("takes JSON of a page", [
      person(),
      start("login", "html"),
      request("submit", "html", "POST /self-service/login?flow={{flow}}", {
        json: { ...right, csrf_token: "{{flow-csrf}}" },
      }),
    ]),
    scenario("leads a browser back to where it came from when somebody is signed in", [
      person(),
      signInBefore("html"),
      request("start", "html", `GET /self-service/login/browser?return_to=${ui}/dashboard`),
    ]),
    ...visitors.map((as) =>
      scenario(`asks ${inWords[as]} again with refresh`, [
        person(),
        signInBefore(as),
        start("login", as, {
          query: "refresh=true",
          recorded: true,
          ...(as === "native" && { headers: bearer.headers }),
        }),
        submit("login", as, right, { step: "submit again", ...(as === "native" && bearer) }),
      ]),
    ),
    scenario("asks to refresh where nobody is signed in", [
      start("login", "spa", { query: "refresh=true", recorded: true }),
    ]),
    ...visitors.map((as) =>
      scenario(`wants a session before a second factor, of ${inWords[as]}`, [
        ...refused(
          request("start", as, `GET /self-service/login/${as === "native" ? "api" : "browser"}?aal=aal2`),
        ),
      ]),
    ),
    scenario("begins a second factor for whoever is signed in", [
      person(),
      signInBefore("spa"),
      start("login", "spa", { query: "aal=aal2", recorded: true }),
      submit("login", "spa", right),
    ]),
    scenario("knows no other assurance level", [
      request("start", "spa", "GET /self-service/login/browser?aal=aal9"),
    ]),
    scenario("sends a browser back to where it wants to", [
      person(),
      start("login", "html", { query: `return_to=${ui}/dashboard` }),
      submit("login", "html", right),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`does not return ${inWords[as]} to a foreign address`, [
        ...refused(request("start", as, "GET /self-service/login/browser?return_to=https://other.example/")),
      ]),
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        person(),
        start("login", as),
        ...refused(submit("login", as, right, { csrf: "bm90IGEgdG9rZW4=" })),
      ]),
    ),
    scenario("refuses a form without a token", [
      start("login", "spa"),
      submit("login", "spa", right, { csrf: null }),
    ]),
    scenario("refuses a native client with an origin", [
      person(),
      start("login", "native"),
      submit("login", "native", right, { headers: { origin: "https://other.example" } }),
    ]),
    scenario("refuses a native client with a cookie", [
      person(),
      start("login", "native"),
      submit("login", "native", right, { headers: { cookie: "theme=dark" } }),
    ]),
    scenario("knows no flow without an id", [
      request("submit", "spa", "POST /self-service/login", { json: right }),
    ]),
    scenario("knows no flow by an unknown id", [
      request("submit", "spa", "POST /self-service/login?flow=11111111-1111-4111-8111-111111111111", {
        json: right,
      }),
      ...withError(
        request(
          "submit in a browser",
          "html",
          "POST /self-service/login?flow=11111111-1111-4111-8111-111111111111",
          {
            form: { method: "password" },
          },
        ),
      ),
    ]),
    ...visitors.map((as) =>
      scenario(
        `begins anew for ${inWords[as]} when the flow is over`,
        [
          as === "html"
            ? request("start login", as, "GET /self-service/login/browser", {
                keep: { flow: "location.flow" },
                brief: true,
              })
            : start("login", as),
          submit("login", as, right, { ...(as === "html" && { csrf: null }) }),
        ],
        expired,
      ),
    ),
    scenario(
      "does not sign in whose address is not verified",
      [person(), start("login", "spa"), submit("login", "spa", right)],
      { variant: "v0alpha2-verified" },
    ),
    scenario(
      "does not sign in with a method that is switched off",
      [start("login", "spa", { recorded: true }), submit("login", "spa", right)],
      { variant: "v0alpha2-no-methods" },
    ),
    scenario(
      "leads where the configuration says after a sign-in",
      [person(), start("login", "html"), submit("login", "html", right)],
      { variant: "v0alpha2-tuned" },
    ),
    scenario(
      "sets safe cookies outside of development",
      [request("start", "html", "GET /self-service/login/browser")],
      { variant: "v0alpha2-production" },
    ),
  ],
};

/** Signs Ada in before the scenario: her browser, or a native client that keeps its token. */
function signInBefore(as: "html" | "spa" | "native") {
  return signIn(as === "native" ? "native" : "spa");
}
