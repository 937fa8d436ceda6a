// Recovery by code; scenarios/recovery-link.ts has the way by link.
import type { Topic } from "../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  otherPassword,
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

const ask = { method: "code", email: address("ada") };

export const recovery: Topic = {
  topic: "recovery",
  scenarios: [
    ...visitors.map((as) => scenario(`starts for ${inWords[as]}`, start("recovery", as, { recorded: true }))),
    ...visitors.map((as) =>
      scenario(`sends a code to a known address, for ${inWords[as]}`, [
        person(),
        start("recovery", as),
        submit("recovery", as, ask),
        mail(address("ada"), 1),
        ...(as === "html" ? [look("recovery")] : []),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`answers the same about an unknown address, for ${inWords[as]}`, [
        start("recovery", as),
        submit("recovery", as, { ...ask, email: address("nobody") }),
        ...(as === "html" ? [look("recovery")] : []),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`leads ${inWords[as]} from the right code to the settings`, [
        person(),
        start("recovery", as),
        submit("recovery", as, ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        ...(as === "html" ? [look("recovery", { brief: true })] : []),
        submit("recovery", as, { method: "code", code: "{{code}}" }, { step: "the code" }),
        ...(as === "native" ? [] : [whoami("spa")]),
      ]),
    ),
    scenario("opens settings that change the password at once", [
      person(),
      start("recovery", "html", { query: `return_to=${ui}/dashboard` }),
      submit("recovery", "html", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { code: "code" }),
      look("recovery", { brief: true }),
      submit(
        "recovery",
        "html",
        { method: "code", code: "{{code}}" },
        { step: "the code", keep: { settings: "location.flow" } },
      ),
      look("settings", { flow: "settings", step: "the settings" }),
      submit(
        "settings",
        "html",
        { method: "password", password: otherPassword },
        { flow: "settings", step: "new password" },
      ),
      start("login", "native", { flow: "login" }),
      submit(
        "login",
        "native",
        { method: "password", identifier: address("ada"), password: otherPassword },
        { flow: "login", step: "sign in with it", brief: true },
      ),
    ]),
    scenario("confirms the address that the code went to", [
      person(),
      start("recovery", "spa"),
      submit("recovery", "spa", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { code: "code" }),
      submit("recovery", "spa", { method: "code", code: "{{code}}" }, { step: "the code", brief: true }),
      request("the identity", "admin", "GET /admin/identities/{{ada}}"),
    ]),
    ...visitors.map((as) =>
      scenario(`shows a wrong code to ${inWords[as]}, and takes the right one then`, [
        person(),
        start("recovery", as),
        submit("recovery", as, ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        ...(as === "html" ? [look("recovery", { brief: true })] : []),
        submit("recovery", as, { method: "code", code: "000000" }, { step: "wrong code" }),
        ...(as === "html" ? [look("recovery", { step: "after the wrong code" })] : []),
        submit("recovery", as, { method: "code", code: "{{code}}" }, { step: "right code", brief: true }),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`begins anew after five wrong codes of ${inWords[as]}`, [
        person(),
        start("recovery", as),
        submit("recovery", as, ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        ...(as === "html" ? [look("recovery", { brief: true })] : []),
        ...[1, 2, 3, 4, 5].map((time) =>
          submit(
            "recovery",
            as,
            { method: "code", code: "000000" },
            { step: `wrong code ${time}`, brief: true },
          ),
        ),
        submit(
          "recovery",
          as,
          { method: "code", code: "{{code}}" },
          {
            step: "the right code, too late",
            keep:
              as === "html"
                ? { next: "location.flow" }
                : as === "spa"
                  ? { next: "location.id" }
                  : { next: "location.id" },
          },
        ),
        look("recovery", { flow: "next", step: "the new flow", as: as === "native" ? "native" : "spa" }),
      ]),
    ),
    scenario("takes a code once", [
      person(),
      start("recovery", "native"),
      submit("recovery", "native", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { code: "code" }),
      submit("recovery", "native", { method: "code", code: "{{code}}" }, { step: "the code", brief: true }),
      submit("recovery", "native", { method: "code", code: "{{code}}" }, { step: "again" }),
    ]),
    scenario("takes only the newest code", [
      person(),
      start("recovery", "spa"),
      submit("recovery", "spa", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { first: "code" }),
      submit("recovery", "spa", ask, { step: "ask again" }),
      mail(address("ada"), 2, { second: "code" }),
      submit("recovery", "spa", { method: "code", code: "{{first}}" }, { step: "the old code" }),
      submit(
        "recovery",
        "spa",
        { method: "code", code: "{{second}}" },
        { step: "the new code", brief: true },
      ),
    ]),
    scenario("does not take the code of another flow", [
      person(),
      start("recovery", "spa"),
      submit("recovery", "spa", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { code: "code" }),
      start("recovery", "spa", { browser: "second", flow: "second" }),
      submit("recovery", "spa", ask, {
        step: "ask elsewhere",
        browser: "second",
        flow: "second",
        brief: true,
      }),
      submit(
        "recovery",
        "spa",
        { method: "code", code: "{{code}}" },
        { step: "the code elsewhere", browser: "second", flow: "second" },
      ),
    ]),
    scenario("does not take a code before one was asked for", [
      start("recovery", "spa"),
      submit("recovery", "spa", { method: "code", code: "123456" }),
    ]),
    scenario("names an address that is none", [
      start("recovery", "spa"),
      submit("recovery", "spa", { method: "code", email: "no address" }),
    ]),
    ...visitors.map((as) =>
      scenario(`asks ${inWords[as]} for an address`, [
        start("recovery", as),
        submit("recovery", as, { method: "code" }, { step: "none" }),
        ...(as === "html" ? [look("recovery")] : []),
        submit("recovery", as, { method: "code", email: "" }, { step: "empty" }),
      ]),
    ),
    scenario("asks for a method when none or an unknown one is named", [
      start("recovery", "spa"),
      submit("recovery", "spa", { email: address("ada") }, { step: "none" }),
      submit("recovery", "spa", { email: address("ada"), method: "carrier-pigeon" }, { step: "unknown" }),
    ]),
    scenario("answers a method that is not the one in use", [
      start("recovery", "spa"),
      submit("recovery", "spa", { email: address("ada"), method: "link" }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        start("recovery", as),
        ...refused(submit("recovery", as, ask, { csrf: "bm90IGEgdG9rZW4=" })),
      ]),
    ),
    scenario("looks at the address before the token", [
      start("recovery", "spa"),
      submit("recovery", "spa", { method: "code", email: "no address" }, { csrf: "bm90IGEgdG9rZW4=" }),
    ]),
    scenario("refuses a script without cookies", [
      start("recovery", "spa"),
      submit("recovery", "spa", ask, { browser: "second" }),
    ]),
    scenario("refuses a native client that sends an origin or a cookie", [
      start("recovery", "native"),
      submit("recovery", "native", ask, { step: "origin", headers: { origin: "https://other.example" } }),
      submit("recovery", "native", ask, { step: "cookie", headers: { cookie: "theme=dark" } }),
    ]),
    ...visitors.map((as) =>
      scenario(`does not start for ${inWords[as]} that is signed in`, [
        person(),
        signIn(as),
        request(
          "start recovery",
          as,
          `GET /self-service/recovery/${as === "native" ? "api" : "browser"}`,
          as === "native" ? bearer : {},
        ),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`does not take the address from ${inWords[as]} that is signed in meanwhile`, [
        person(),
        start("recovery", as),
        signIn(as),
        ...(as === "native"
          ? [submit("recovery", as, ask, bearer)]
          : [
              ...start("settings", "spa", { flow: "settings" }),
              submit("recovery", as, ask, { csrf: "{{settings-csrf}}" }),
            ]),
      ]),
    ),
    scenario("takes the address in other case", [
      person(),
      start("recovery", "spa"),
      submit("recovery", "spa", { ...ask, email: "ADA-{{run}}@Foyer.Example" }, { brief: true }),
      mail(address("ada"), 1),
    ]),
    ...visitors.flatMap((as) =>
      [
        { what: "a link's method and an address", fields: { method: "link", email: address("ada") } },
        { what: "an unknown method and an address", fields: { method: "password", email: address("ada") } },
      ].map(({ what, fields }) =>
        scenario(`takes the code, or not, when ${inWords[as]} has sent ${what} in between`, [
          person(),
          ...start("recovery", as),
          submit("recovery", as, ask, { step: "ask", brief: true }),
          mail(address("ada"), 1, { code: "code" }),
          submit("recovery", as, fields, { step: "something else" }),
          look("recovery", { as: as === "native" ? "native" : "spa" }),
          submit("recovery", as, { method: "code", code: "{{code}}" }, { step: "the code" }),
        ]),
      ),
    ),
    scenario("does not recover an inactive identity", [
      person("ada", { state: "inactive" }),
      start("recovery", "spa"),
      submit("recovery", "spa", ask, { step: "ask" }),
      mail(address("ada"), 1, { code: "code" }),
      submit("recovery", "spa", { method: "code", code: "{{code}}" }, { step: "the code" }),
    ]),
    scenario("shows the transient payload in the answer to it", [
      start("recovery", "spa"),
      submit("recovery", "spa", { ...ask, transient_payload: { source: "spring" } }),
    ]),
    scenario("refuses a body that is no JSON", [
      start("recovery", "native"),
      submit(
        "recovery",
        "native",
        {},
        {
          json: undefined,
          raw: "{not json",
          headers: { "content-type": "application/json" },
        },
      ),
    ]),
    scenario("does not take a form that comes by get", [
      person(),
      start("recovery", "spa"),
      request(
        "ask",
        "spa",
        `GET /self-service/recovery?flow={{flow}}&method=code&csrf_token={{flow-csrf|url}}&email=${address("ada")}`,
      ),
    ]),
    scenario("leads a form without a token to the error page", [
      start("recovery", "html"),
      ...withError(submit("recovery", "html", ask, { csrf: null })),
    ]),
  ],
};
