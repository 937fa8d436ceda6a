import type { Topic } from "../lib/scenario";
import {
  address,
  bearer,
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

const variant = { variant: "link" };
const ask = { method: "link", email: address("ada") };
const fromMail = { token: { parameter: "token" }, "link-flow": { parameter: "flow" } } as const;
const follow = (step: string, as: "html" | "spa", browser?: string) =>
  request(
    step,
    as,
    "GET /self-service/recovery?flow={{link-flow}}&token={{token}}",
    browser ? { browser } : {},
  );

/** What else may be sent to a flow for a link. */
const others: { what: string; fields: Record<string, string> }[] = [
  { what: "a code's method", fields: { method: "code" } },
  { what: "a code's method and an address", fields: { method: "code", email: address("ada") } },
  { what: "a code", fields: { method: "code", code: "123456" } },
  { what: "a code alone", fields: { code: "123456" } },
  { what: "an unknown method", fields: { method: "password" } },
];

export const recoveryLink: Topic = {
  topic: "recovery-link",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("recovery", as, { recorded: true }), variant),
    ),
    ...visitors.map((as) =>
      scenario(
        `sends a link to a known address, for ${inWords[as]}`,
        [
          person(),
          start("recovery", as),
          submit("recovery", as, ask),
          mail(address("ada"), 1),
          ...(as === "html" ? [look("recovery")] : []),
        ],
        variant,
      ),
    ),
    scenario(
      "answers the same about an unknown address",
      [start("recovery", "spa"), submit("recovery", "spa", { ...ask, email: address("nobody") })],
      variant,
    ),
    scenario(
      "leads from the link to the settings, in the same browser",
      [
        person(),
        start("recovery", "html", { query: `return_to=${ui}/dashboard` }),
        submit("recovery", "html", ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, fromMail),
        { ...follow("follow the link", "html"), keep: { settings: "location.flow" } },
        look("settings", { flow: "settings", step: "the settings" }),
        whoami("spa"),
      ],
      variant,
    ),
    scenario(
      "leads from the link to the settings, in another browser",
      [
        person(),
        start("recovery", "html"),
        submit("recovery", "html", ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, fromMail),
        follow("follow the link", "html", "second"),
        whoami("spa", { browser: "second", brief: true }),
      ],
      variant,
    ),
    ...visitors.flatMap((as) =>
      others.map(({ what, fields }) =>
        scenario(
          `keeps the link good when ${inWords[as]} then sends ${what}`,
          [
            person(),
            ...start("recovery", as),
            submit("recovery", as, ask, { step: "ask", brief: true }),
            mail(address("ada"), 1, fromMail),
            submit("recovery", as, fields, { step: "something else" }),
            look("recovery", { as: as === "native" ? "native" : "spa" }),
            request(
              "follow the link",
              "html",
              "GET /self-service/recovery?flow={{link-flow}}&token={{token}}",
            ),
          ],
          variant,
        ),
      ),
    ),
    scenario(
      "answers a script that follows the link",
      [
        person(),
        start("recovery", "spa"),
        submit("recovery", "spa", ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, fromMail),
        follow("follow the link", "spa"),
      ],
      variant,
    ),
    scenario(
      "follows the link of a native flow in a browser",
      [
        person(),
        start("recovery", "native"),
        submit("recovery", "native", ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, fromMail),
        follow("follow the link", "html"),
      ],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `begins anew when ${inWords[as]} uses a link again`,
        [
          person(),
          start("recovery", as),
          submit("recovery", as, ask, { step: "ask", brief: true }),
          mail(address("ada"), 1, fromMail),
          { ...follow("follow the link", as, "second"), brief: true },
          { ...follow("again", as, "third"), keep: { next: "location.flow" } },
          look("recovery", { flow: "next", step: "the new flow", browser: "third" }),
        ],
        variant,
      ),
    ),
    scenario(
      "begins anew for a wrong token",
      [
        person(),
        start("recovery", "html"),
        submit("recovery", "html", ask, { step: "ask", brief: true }),
        request("follow a wrong link", "html", "GET /self-service/recovery?flow={{flow}}&token=wrong", {
          keep: { next: "location.flow" },
        }),
        look("recovery", { flow: "next", step: "the new flow" }),
      ],
      variant,
    ),
    scenario(
      "takes no link of a flow for another",
      [
        person(),
        start("recovery", "html"),
        submit("recovery", "html", ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, fromMail),
        start("recovery", "html", { flow: "other" }),
        request(
          "follow with another flow",
          "html",
          "GET /self-service/recovery?flow={{other}}&token={{token}}",
        ),
      ],
      variant,
    ),
    scenario(
      "answers a link without its flow",
      [
        person(),
        start("recovery", "html"),
        submit("recovery", "html", ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, fromMail),
        request("follow without a flow", "html", "GET /self-service/recovery?token={{token}}"),
      ],
      variant,
    ),
    scenario(
      "follows a link while somebody is signed in",
      [
        person(),
        person("bob"),
        start("recovery", "html"),
        submit("recovery", "html", ask, { step: "ask", brief: true }),
        mail(address("ada"), 1, fromMail),
        signIn("html", { who: "bob" }),
        follow("follow the link", "html"),
        whoami("spa"),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `names a missing address to ${inWords[as]}`,
        [
          start("recovery", as),
          submit("recovery", as, { method: "link" }),
          ...(as === "html" ? [look("recovery")] : []),
        ],
        variant,
      ),
    ),
    scenario(
      "names an address that is none",
      [start("recovery", "spa"), submit("recovery", "spa", { method: "link", email: "no address" })],
      variant,
    ),
    scenario(
      "asks for a method when none is named",
      [start("recovery", "spa"), submit("recovery", "spa", { email: address("ada") })],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses a wrong token from ${inWords[as]}`,
        [start("recovery", as), ...refused(submit("recovery", as, ask, { csrf: "bm90IGEgdG9rZW4=" }))],
        variant,
      ),
    ),
    scenario(
      "does not take the address of whom is signed in meanwhile",
      [person(), start("recovery", "native"), signIn("native"), submit("recovery", "native", ask, bearer)],
      variant,
    ),
  ],
};
