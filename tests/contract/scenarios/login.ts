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

export const login: Topic = {
  topic: "login",
  scenarios: [
    ...visitors.map((as) => scenario(`starts for ${inWords[as]}`, start("login", as, { recorded: true }))),
    ...visitors.map((as) =>
      scenario(`takes the right password from ${inWords[as]}`, [
        person(),
        start("login", as),
        submit("login", as, right),
        ...(as === "native" ? [] : [whoami("spa")]),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`shows a wrong password to ${inWords[as]}`, [
        person(),
        start("login", as),
        submit("login", as, { ...right, password: "not-the-password" }),
        ...(as === "html" ? [look("login")] : []),
        submit("login", as, right, { step: "then the right one", brief: true }),
      ]),
    ),
    scenario("answers an unknown identifier like a wrong password", [
      start("login", "spa"),
      submit("login", "spa", { ...right, identifier: address("nobody") }),
    ]),
    scenario("takes an identifier in other case and with spaces around", [
      person(),
      start("login", "spa"),
      submit("login", "spa", { ...right, identifier: " ADA-{{run}}@Foyer.Example " }),
    ]),
    scenario("takes the old name of the identifier field", [
      person(),
      start("login", "native"),
      submit("login", "native", { method: "password", password_identifier: address("ada"), password }),
    ]),
    scenario("names a missing password", [
      start("login", "spa"),
      submit("login", "spa", { method: "password", identifier: address("ada") }),
    ]),
    scenario("names a missing identifier", [
      start("login", "spa"),
      submit("login", "spa", { method: "password", password }),
    ]),
    scenario("names empty fields of a form", [
      start("login", "html"),
      submit("login", "html", { method: "password", identifier: "", password: "" }),
      look("login"),
    ]),
    ...visitors.map((as) =>
      scenario(`asks for a method when ${inWords[as]} sends none`, [
        start("login", as),
        submit("login", as, { identifier: address("ada"), password }),
        ...(as === "html" ? [look("login")] : []),
      ]),
    ),
    scenario("asks for a method when an unknown one is named", [
      start("login", "spa"),
      submit("login", "spa", { ...right, method: "carrier-pigeon" }),
    ]),
    scenario("refuses a body that is no JSON", [
      start("login", "native"),
      submit(
        "login",
        "native",
        {},
        { json: undefined, raw: "{not json", headers: { "content-type": "application/json" } },
      ),
    ]),
    scenario("refuses a content type that it does not know", [
      start("login", "native"),
      submit(
        "login",
        "native",
        {},
        { json: undefined, raw: "a=b", headers: { "content-type": "text/plain" } },
      ),
    ]),
    scenario("does not take a form that comes by get", [
      person(),
      start("login", "html"),
      request(
        "get",
        "html",
        `GET /self-service/login?flow={{flow}}&method=password&csrf_token={{flow-csrf|url}}&identifier=${address("ada")}&password=${password}`,
      ),
      look("login"),
    ]),
    scenario("refuses an empty body", [
      start("login", "native"),
      submit("login", "native", {}, { json: undefined }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        person(),
        start("login", as),
        ...refused(submit("login", as, right, { csrf: "bm90IGEgdG9rZW4=" })),
        submit("login", as, right, { step: "then with the right token", brief: true }),
      ]),
    ),
    scenario("refuses a form without a token", [
      start("login", "html"),
      ...withError(submit("login", "html", right, { csrf: null })),
    ]),
    scenario("refuses a form from a browser without cookies", [
      start("login", "html"),
      ...withError(submit("login", "html", right, { browser: "second" })),
    ]),
    scenario("refuses a script without cookies", [
      start("login", "spa"),
      submit("login", "spa", right, { browser: "second" }),
    ]),
    scenario("refuses the form of another browser", [
      start("login", "spa"),
      start("login", "spa", { browser: "second", flow: "theirs" }),
      submit("login", "spa", right, { browser: "second" }),
    ]),
    scenario("refuses a native client that sends an origin", [
      start("login", "native"),
      submit("login", "native", right, { headers: { origin: "https://other.example" } }),
    ]),
    scenario("refuses a native client that sends a cookie", [
      start("login", "native"),
      submit("login", "native", right, { headers: { cookie: "theme=dark" } }),
    ]),
    scenario("lets a native client pass with the cookies of a proxy", [
      person(),
      start("login", "native"),
      submit("login", "native", right, { headers: { cookie: "__cf_bm=1; cf_clearance=2" } }),
    ]),
    ...visitors.map((as) =>
      scenario(`does not sign in an inactive identity, for ${inWords[as]}`, [
        person("ada", { state: "inactive" }),
        start("login", as),
        ...refused(submit("login", as, right)),
      ]),
    ),
    scenario("answers a form of a native flow in JSON", [
      person(),
      start("login", "native"),
      request("submit as a form", "html", "POST /self-service/login?flow={{flow}}", {
        form: { method: "password", identifier: address("ada"), password },
      }),
    ]),
    scenario("lets a native client use a flow twice", [
      person(),
      start("login", "native"),
      submit("login", "native", right, { brief: true }),
      submit("login", "native", right, { step: "submit again" }),
    ]),
    scenario("takes JSON from a client that accepts anything", [
      person(),
      start("login", "spa"),
      submit("login", "spa", right, { headers: { accept: "*/*" } }),
    ]),
    scenario("takes JSON with a charset from a client that accepts HTML as a page's form", [
      person(),
      start("login", "spa"),
      submit("login", "spa", right, {
        headers: { accept: "text/html", "content-type": "application/json; charset=utf-8" },
      }),
    ]),
    scenario("counts the usual accept header of scripts as JSON", [
      request("start login", "spa", "GET /self-service/login/browser", {
        headers: { accept: "application/json, text/plain, */*" },
      }),
    ]),
    scenario("counts accepting anything as HTML", [
      request("start login", "spa", "GET /self-service/login/browser", { headers: { accept: "*/*" } }),
      request("start login without a wish", "spa", "GET /self-service/login/browser", {
        headers: { accept: null },
      }),
      request("start login, HTML preferred", "spa", "GET /self-service/login/browser", {
        headers: { accept: "text/html;q=0.9, application/json;q=0.8" },
      }),
      request("start login, JSON preferred", "spa", "GET /self-service/login/browser", {
        headers: { accept: "text/html;q=0.5, application/json;q=0.8" },
        brief: true,
      }),
    ]),
    scenario("uses the scheme and host of a proxy for the address of the start", [
      start("login", "spa", {
        recorded: true,
        headers: { "x-forwarded-proto": "https", "x-forwarded-host": "app.example" },
      }),
    ]),
    scenario("keeps a transient payload out of the answer's traits", [
      person(),
      start("login", "spa"),
      submit("login", "spa", {
        ...right,
        password: "wrong-password",
        transient_payload: { source: "spring" },
      }),
    ]),
    scenario("answers a head request for the start like a get", [
      request("head", "spa", "HEAD /self-service/login/browser"),
    ]),
    scenario("sends a browser to the address that was asked for, after the password", [
      person(),
      start("login", "html", { query: `return_to=${ui}/dashboard` }),
      submit("login", "html", right),
    ]),
    scenario("gives a script a session for its native token", [
      person(),
      signIn("native"),
      whoami("native", bearer),
    ]),
  ],
};
