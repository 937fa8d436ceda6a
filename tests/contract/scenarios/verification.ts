import type { Topic } from "../lib/scenario";
import {
  address,
  inWords,
  look,
  mail,
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
} from "./steps";

const ask = { method: "code", email: address("ada") };

export const verification: Topic = {
  topic: "verification",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("verification", as, { recorded: true })),
    ),
    scenario("starts for whom is signed in", [
      person(),
      signIn("spa"),
      start("verification", "spa", { recorded: true, query: `return_to=${ui}/dashboard` }),
    ]),
    ...visitors.map((as) =>
      scenario(`sends a code and takes it from ${inWords[as]}`, [
        person(),
        start("verification", as),
        submit("verification", as, ask, { step: "ask" }),
        mail(address("ada"), 1, { code: "code" }),
        ...(as === "html" ? [look("verification")] : []),
        submit("verification", as, { method: "code", code: "{{code}}" }, { step: "the code" }),
        ...(as === "html" ? [look("verification", { step: "after the code" })] : []),
        request("the identity", "admin", "GET /admin/identities/{{ada}}"),
      ]),
    ),
    scenario("creates no session", [
      person(),
      start("verification", "spa"),
      submit("verification", "spa", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { code: "code" }),
      submit("verification", "spa", { method: "code", code: "{{code}}" }, { step: "the code", brief: true }),
      whoami("spa", { brief: true }),
    ]),
    scenario("leads on to the address that was asked for", [
      person(),
      start("verification", "html", { query: `return_to=${ui}/welcome-aboard` }),
      submit("verification", "html", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { code: "code" }),
      look("verification", { brief: true }),
      submit("verification", "html", { method: "code", code: "{{code}}" }, { step: "the code", brief: true }),
      look("verification", { step: "after the code" }),
    ]),
    ...visitors.map((as) =>
      scenario(`answers the same about an unknown address, for ${inWords[as]}`, [
        start("verification", as),
        submit("verification", as, { ...ask, email: address("nobody") }),
        ...(as === "html" ? [look("verification")] : []),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`shows a wrong code to ${inWords[as]}, and takes the right one then`, [
        person(),
        start("verification", as),
        submit("verification", as, ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        submit("verification", as, { method: "code", code: "000000" }, { step: "wrong code" }),
        ...(as === "html" ? [look("verification", { step: "after the wrong code" })] : []),
        submit("verification", as, { method: "code", code: "{{code}}" }, { step: "right code", brief: true }),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`begins anew after five wrong codes of ${inWords[as]}`, [
        person(),
        start("verification", as),
        submit("verification", as, ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        ...[1, 2, 3, 4, 5].map((time) =>
          submit(
            "verification",
            as,
            { method: "code", code: "000000" },
            { step: `wrong code ${time}`, brief: true },
          ),
        ),
        submit(
          "verification",
          as,
          { method: "code", code: "{{code}}" },
          {
            step: "the right code, too late",
            keep: { next: as === "html" ? "location.flow" : "body.use_flow_id" },
          },
        ),
        look("verification", { flow: "next", step: "the new flow", as: as === "native" ? "native" : "spa" }),
      ]),
    ),
    scenario("takes the code without a method and without a token", [
      person(),
      start("verification", "spa"),
      submit("verification", "spa", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { code: "code" }),
      submit("verification", "spa", { code: "{{code}}" }, { step: "the code", csrf: null }),
    ]),
    scenario("fills the code in when the link of the mail is followed", [
      person(),
      start("verification", "html"),
      submit("verification", "html", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { code: { parameter: "code" }, "link-flow": { parameter: "flow" } }),
      request("follow the link", "html", "GET /self-service/verification?flow={{link-flow}}&code={{code}}", {
        browser: "second",
      }),
      look("verification", { flow: "link-flow", browser: "second" }),
      request("the identity", "admin", "GET /admin/identities/{{ada}}"),
      submit(
        "verification",
        "html",
        { method: "code", code: "{{code}}" },
        {
          step: "send the form",
          flow: "link-flow",
          browser: "second",
          csrf: null,
        },
      ),
    ]),
    scenario("fills in whatever code a link has", [
      person(),
      start("verification", "html"),
      submit("verification", "html", ask, { step: "ask", brief: true }),
      request("follow a link", "html", "GET /self-service/verification?flow={{flow}}&code=123456"),
      look("verification"),
    ]),
    scenario("answers a script that follows the link", [
      person(),
      start("verification", "spa"),
      submit("verification", "spa", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { code: "code" }),
      request("follow the link", "spa", "GET /self-service/verification?flow={{flow}}&code={{code}}"),
    ]),
    ...visitors.map((as) =>
      scenario(`does not confirm twice, for ${inWords[as]}`, [
        person(),
        start("verification", as),
        submit("verification", as, ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        submit("verification", as, { method: "code", code: "{{code}}" }, { step: "the code", brief: true }),
        submit(
          "verification",
          as,
          { method: "code", code: "{{code}}" },
          {
            step: "again",
            keep: { next: as === "html" ? "location.flow" : "body.use_flow_id" },
          },
        ),
        look("verification", { flow: "next", step: "the new flow", as: as === "native" ? "native" : "spa" }),
      ]),
    ),
    scenario("sends a new code and forgets the old one", [
      person(),
      start("verification", "spa"),
      submit("verification", "spa", ask, { step: "ask", brief: true }),
      mail(address("ada"), 1, { first: "code" }),
      submit("verification", "spa", ask, { step: "ask again" }),
      mail(address("ada"), 2, { second: "code" }),
      submit("verification", "spa", { method: "code", code: "{{first}}" }, { step: "the old code" }),
      submit(
        "verification",
        "spa",
        { method: "code", code: "{{second}}" },
        { step: "the new code", brief: true },
      ),
    ]),
    scenario("confirms the address that registration asked to confirm", [
      start("registration", "spa", { flow: "registration" }),
      submit(
        "registration",
        "spa",
        { method: "password", password: "violet-meadow-1947", traits: { email: address("ada") } },
        {
          flow: "registration",
          step: "register",
          brief: true,
          keep: { flow: "body.continue_with.1.flow.id" },
        },
      ),
      mail(address("ada"), 1, { code: "code" }),
      submit("verification", "spa", { method: "code", code: "{{code}}" }, { step: "the code", csrf: null }),
      whoami("spa"),
    ]),
    ...visitors.map((as) =>
      scenario(`names a missing address to ${inWords[as]}`, [
        start("verification", as),
        submit("verification", as, { method: "code" }),
        ...(as === "html" ? [look("verification")] : []),
      ]),
    ),
    scenario("names an address that is none", [
      start("verification", "spa"),
      submit("verification", "spa", { method: "code", email: "no address" }),
    ]),
    scenario("answers an address that is confirmed already", [
      person("ada", {
        verifiable_addresses: [{ value: address("ada"), verified: true, via: "email", status: "completed" }],
      }),
      start("verification", "spa"),
      submit("verification", "spa", ask, { step: "ask" }),
    ]),
    scenario("asks for a method when none or an unknown one is named", [
      start("verification", "spa"),
      submit("verification", "spa", { email: address("ada") }, { step: "none" }),
      start("verification", "spa", { flow: "second" }),
      submit(
        "verification",
        "spa",
        { email: address("ada"), method: "carrier-pigeon" },
        { flow: "second", step: "unknown" },
      ),
    ]),
    scenario("answers a method that is not the one in use", [
      start("verification", "spa"),
      submit("verification", "spa", { email: address("ada"), method: "link" }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        start("verification", as),
        ...refused(submit("verification", as, ask, { csrf: "bm90IGEgdG9rZW4=" })),
      ]),
    ),
    scenario("answers a form that comes by get with its token", [
      person(),
      start("verification", "spa"),
      request(
        "ask",
        "spa",
        `GET /self-service/verification?flow={{flow}}&method=code&csrf_token={{flow-csrf|url}}&email=${address("ada")}`,
      ),
    ]),
    scenario("refuses a native client that sends an origin or a cookie", [
      start("verification", "native"),
      submit("verification", "native", ask, { step: "origin", headers: { origin: "https://other.example" } }),
      start("verification", "native", { flow: "second" }),
      submit("verification", "native", ask, {
        flow: "second",
        step: "cookie",
        headers: { cookie: "theme=dark" },
      }),
    ]),
    scenario("answers JSON to a script and a page to others, whatever the flow", [
      person(),
      start("verification", "native"),
      submit("verification", "native", ask, { step: "ask with any accept", headers: { accept: "*/*" } }),
      submit("verification", "native", ask, { step: "ask for HTML", headers: { accept: "text/html" } }),
    ]),
    scenario("shows the transient payload in the answer to it", [
      start("verification", "spa"),
      submit("verification", "spa", { ...ask, transient_payload: { source: "spring" } }),
    ]),
    scenario("refuses a body that is no JSON", [
      start("verification", "native"),
      submit(
        "verification",
        "native",
        {},
        {
          json: undefined,
          raw: "{not json",
          headers: { "content-type": "application/json" },
        },
      ),
    ]),
  ],
};

const byLink = { variant: "link" };
const askByLink = { method: "link", email: address("ada") };
const follow = request(
  "follow the link",
  "html",
  "GET /self-service/verification?flow={{link-flow}}&token={{token}}",
);
const fromMail = { token: { parameter: "token" }, "link-flow": { parameter: "flow" } } as const;

export const verificationLink: Topic = {
  topic: "verification-link",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("verification", as, { recorded: true }), byLink),
    ),
    ...visitors.map((as) =>
      scenario(
        `sends a link and takes it, for ${inWords[as]}`,
        [
          person(),
          start("verification", as),
          submit("verification", as, askByLink, { step: "ask" }),
          mail(address("ada"), 1, fromMail),
          ...(as === "html" ? [look("verification")] : []),
          { ...follow, as: as === "native" ? "html" : as },
          look("verification", {
            flow: "link-flow",
            step: "after the link",
            as: as === "native" ? "native" : "spa",
          }),
          request("the identity", "admin", "GET /admin/identities/{{ada}}"),
        ],
        byLink,
      ),
    ),
    ...[
      { what: "a code's method and an address", fields: { method: "code", email: address("ada") } },
      { what: "an unknown method", fields: { method: "password", email: address("ada") } },
    ].map(({ what, fields }) =>
      scenario(
        `takes the link when a script has sent ${what} in between`,
        [
          person(),
          ...start("verification", "spa"),
          submit("verification", "spa", askByLink, { step: "ask", brief: true }),
          mail(address("ada"), 1, fromMail),
          submit("verification", "spa", fields, { step: "something else" }),
          { ...follow, as: "html" },
          look("verification", { flow: "link-flow", step: "after the link" }),
        ],
        byLink,
      ),
    ),
    scenario(
      "takes the link in another browser",
      [
        person(),
        start("verification", "html"),
        submit("verification", "html", askByLink, { step: "ask", brief: true }),
        mail(address("ada"), 1, fromMail),
        { ...follow, browser: "second" },
        look("verification", { flow: "link-flow", step: "after the link", browser: "second" }),
      ],
      byLink,
    ),
    scenario(
      "answers the same about an unknown address",
      [
        start("verification", "spa"),
        submit("verification", "spa", { ...askByLink, email: address("nobody") }),
      ],
      byLink,
    ),
    scenario(
      "begins anew when a link is used again",
      [
        person(),
        start("verification", "html"),
        submit("verification", "html", askByLink, { step: "ask", brief: true }),
        mail(address("ada"), 1, fromMail),
        { ...follow, brief: true },
        { ...follow, step: "again", keep: { next: "location.flow" } },
        look("verification", { flow: "next", step: "the new flow" }),
      ],
      byLink,
    ),
    scenario(
      "begins anew for a wrong token",
      [
        person(),
        start("verification", "html"),
        submit("verification", "html", askByLink, { step: "ask", brief: true }),
        request("follow a wrong link", "html", "GET /self-service/verification?flow={{flow}}&token=wrong", {
          keep: { next: "location.flow" },
        }),
        look("verification", { flow: "next", step: "the new flow" }),
        request("as a script", "spa", "GET /self-service/verification?flow={{flow}}&token=wrong"),
      ],
      byLink,
    ),
    scenario(
      "names a missing address",
      [start("verification", "spa"), submit("verification", "spa", { method: "link" })],
      byLink,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses a wrong token from ${inWords[as]}`,
        [
          start("verification", as),
          ...refused(submit("verification", as, askByLink, { csrf: "bm90IGEgdG9rZW4=" })),
        ],
        byLink,
      ),
    ),
    scenario(
      "sends a link after registration",
      [
        start("registration", "spa", { flow: "registration" }),
        submit(
          "registration",
          "spa",
          { method: "password", password: "violet-meadow-1947", traits: { email: address("ada") } },
          {
            flow: "registration",
            step: "register",
          },
        ),
        mail(address("ada"), 1, fromMail),
        follow,
        look("verification", { flow: "link-flow", step: "after the link" }),
      ],
      byLink,
    ),
  ],
};
