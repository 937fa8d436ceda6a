// Registration on one page (`style: unified`), with the session hook.
import type { Topic } from "../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
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

const ada = {
  method: "password",
  traits: { email: address("ada"), name: { first: "Ada", last: "Byron" } },
  password,
};

export const registration: Topic = {
  topic: "registration",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("registration", as, { recorded: true })),
    ),
    ...visitors.map((as) =>
      scenario(`registers and signs in ${inWords[as]}`, [
        start("registration", as),
        submit("registration", as, ada, as === "native" ? { keep: { token: "body.session_token" } } : {}),
        mail(address("ada"), 1),
        whoami(as === "native" ? "native" : "spa", as === "native" ? bearer : {}),
      ]),
    ),
    scenario("needs no more than the required traits", [
      start("registration", "native"),
      submit("registration", "native", { method: "password", traits: { email: address("ada") }, password }),
    ]),
    scenario("keeps the case of the address in the traits", [
      start("registration", "native"),
      submit("registration", "native", { ...ada, traits: { email: "ADA-{{run}}@Foyer.Example" } }),
      start("login", "native", { flow: "login" }),
      submit(
        "login",
        "native",
        { method: "password", identifier: address("ada"), password },
        { flow: "login", step: "sign in" },
      ),
    ]),
    scenario("opens a verification flow that belongs to the browser", [
      start("registration", "spa"),
      submit("registration", "spa", ada, { keep: { verification: "body.continue_with.1.flow.id" } }),
      look("verification", { flow: "verification", step: "the verification flow" }),
    ]),
    scenario("hands the later address of return to the verification flow", [
      start("registration", "spa", {
        query: `return_to=${ui}/dashboard&after_verification_return_to=${ui}/welcome-aboard`,
        recorded: true,
      }),
      submit("registration", "spa", ada, { keep: { verification: "body.continue_with.1.flow.id" } }),
      look("verification", { flow: "verification", step: "the verification flow" }),
    ]),
    ...visitors.map((as) =>
      scenario(`names a missing trait and a missing password to ${inWords[as]}`, [
        start("registration", as),
        submit("registration", as, { method: "password", traits: { name: { first: "Ada" } }, password: "" }),
        ...(as === "html" ? [look("registration")] : []),
      ]),
    ),
    scenario("names a missing trait", [
      start("registration", "spa"),
      submit("registration", "spa", { method: "password", traits: {}, password }),
    ]),
    scenario("names missing traits altogether", [
      start("registration", "spa"),
      submit("registration", "spa", { method: "password", password }),
    ]),
    scenario("names an address that is none", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, traits: { email: "not an address" } }),
    ]),
    scenario("names a trait that is too long", [
      start("registration", "spa"),
      submit("registration", "spa", {
        ...ada,
        traits: { email: address("ada"), name: { first: "A".repeat(101) } },
      }),
    ]),
    scenario("names a trait that is not in the schema", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, traits: { email: address("ada"), shoe_size: "42" } }),
    ]),
    scenario("names a trait of a wrong type", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, traits: { email: address("ada"), name: { first: 5 } } }),
    ]),
    scenario("names a password that is too short", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, password: "short" }),
    ]),
    scenario("names a password that is like the address", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, password: address("ada") }),
    ]),
    ...visitors.map((as) =>
      scenario(`names an address that is taken to ${inWords[as]}`, [
        person(),
        start("registration", as),
        submit("registration", as, ada),
        ...(as === "html" ? [look("registration")] : []),
      ]),
    ),
    scenario("names an address that is taken in other case", [
      person(),
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, traits: { email: "ADA-{{run}}@FOYER.example" } }),
    ]),
    scenario("takes the right form after a wrong one", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, password: "short" }, { step: "wrong", brief: true }),
      submit("registration", "spa", ada, { step: "right", brief: true }),
    ]),
    ...visitors.map((as) =>
      scenario(`asks for a method when ${inWords[as]} sends none`, [
        start("registration", as),
        submit("registration", as, { traits: { email: address("ada") }, password }),
        ...(as === "html" ? [look("registration")] : []),
      ]),
    ),
    scenario("asks for a method when an unknown one is named", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, method: "carrier-pigeon" }),
    ]),
    scenario("asks for a method that registers", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, method: "link" }),
      submit("registration", "spa", { ...ada, method: "code" }, { step: "code" }),
    ]),
    scenario("does not take the profile alone where all is on one page", [
      start("registration", "spa"),
      submit("registration", "spa", { method: "profile", traits: { email: address("ada") } }),
    ]),
    scenario("refuses a body that is no JSON", [
      start("registration", "native"),
      submit(
        "registration",
        "native",
        {},
        {
          json: undefined,
          raw: "{not json",
          headers: { "content-type": "application/json" },
        },
      ),
    ]),
    scenario("refuses a content type that it does not know", [
      start("registration", "native"),
      submit(
        "registration",
        "native",
        {},
        { json: undefined, raw: "a=b", headers: { "content-type": "text/plain" } },
      ),
    ]),
    scenario("refuses an empty body", [
      start("registration", "native"),
      submit("registration", "native", {}, { json: undefined }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        start("registration", as),
        ...refused(submit("registration", as, ada, { csrf: "bm90IGEgdG9rZW4=" })),
        submit("registration", as, ada, { step: "then with the right token", brief: true }),
      ]),
    ),
    scenario("refuses a form without a token", [
      start("registration", "html"),
      ...withError(submit("registration", "html", ada, { csrf: null })),
    ]),
    scenario("refuses a script without cookies", [
      start("registration", "spa"),
      submit("registration", "spa", ada, { browser: "second" }),
    ]),
    scenario("refuses a native client that sends an origin or a cookie", [
      start("registration", "native"),
      submit("registration", "native", ada, { step: "origin", headers: { origin: "https://other.example" } }),
      submit("registration", "native", ada, { step: "cookie", headers: { cookie: "theme=dark" } }),
    ]),
    ...visitors.map((as) =>
      scenario(`does not start for ${inWords[as]} that is signed in`, [
        person("bob"),
        signIn(as, { who: "bob" }),
        request(
          "start registration",
          as,
          `GET /self-service/registration/${as === "native" ? "api" : "browser"}`,
          as === "native" ? bearer : {},
        ),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`does not take the form of ${inWords[as]} that is signed in meanwhile`, [
        person("bob"),
        start("registration", as),
        signIn(as, { who: "bob" }),
        ...(as === "native"
          ? [submit("registration", as, ada, bearer)]
          : [
              ...start("settings", "spa", { flow: "settings" }),
              submit("registration", as, ada, { csrf: "{{settings-csrf}}" }),
            ]),
      ]),
    ),
    scenario("lets a native client use a flow twice", [
      start("registration", "native"),
      submit("registration", "native", ada, { brief: true }),
      submit(
        "registration",
        "native",
        { ...ada, traits: { email: address("second") } },
        { step: "somebody else" },
      ),
    ]),
    scenario("shows the transient payload in the answer to it", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, password: "short", transient_payload: { source: "spring" } }),
      look("registration"),
    ]),
    scenario("refuses a transient payload that is no object", [
      start("registration", "spa"),
      submit("registration", "spa", { ...ada, transient_payload: "spring" }),
    ]),
    scenario("takes an identity that somebody in charge deleted as free again", [
      person(),
      request("delete", "admin", "DELETE /admin/identities/{{ada}}", { brief: true }),
      start("registration", "native"),
      submit("registration", "native", ada, { brief: true }),
    ]),
  ],
};
