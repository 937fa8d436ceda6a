import type { Topic } from "../../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  refused,
  request,
  start,
  submit,
  ui,
  visitors,
  whoami,
} from "../steps";
import { person, scenario, signIn } from "./steps";

const ask = { method: "link", email: address("ada") };
const fromMail = { token: { parameter: "token" }, "link-flow": { parameter: "flow" } } as const;
const follow = (step: string, as: "html" | "spa", browser?: string) =>
  request(step, as, "GET /self-service/recovery?flow={{link-flow}}&token={{token}}", {
    ...(browser !== undefined && { browser }),
  });

export const v0alpha2Recovery: Topic = {
  topic: "v0alpha2/recovery",
  scenarios: [
    ...visitors.map((as) => scenario(`starts for ${inWords[as]}`, start("recovery", as, { recorded: true }))),
    ...visitors.map((as) =>
      scenario(`sends a link to a known address, for ${inWords[as]}`, [
        person(),
        start("recovery", as),
        submit("recovery", as, ask),
        mail(address("ada"), 2),
        ...(as === "html" ? [look("recovery")] : []),
        submit("recovery", as, ask, { step: "ask once more" }),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`names a missing address to ${inWords[as]}`, [
        start("recovery", as),
        submit("recovery", as, { method: "link" }),
        ...(as === "html" ? [look("recovery")] : []),
      ]),
    ),
    scenario("names an address that is none", [
      start("recovery", "spa"),
      submit("recovery", "spa", { method: "link", email: "ada" }),
    ]),
    scenario("answers the same about an unknown address", [
      start("recovery", "spa"),
      submit("recovery", "spa", { ...ask, email: address("nobody") }),
      mail(address("nobody"), 1),
    ]),
    scenario("asks for a method when none is named", [
      start("recovery", "spa"),
      submit("recovery", "spa", { email: address("ada") }),
    ]),
    scenario("leads from the link to the settings", [
      person(),
      start("recovery", "html", { query: `return_to=${ui}/dashboard` }),
      submit("recovery", "html", ask, { step: "ask", brief: true }),
      mail(address("ada"), 2, fromMail),
      { ...follow("follow the link", "html"), keep: { settings: "location.flow" } },
      look("settings", { flow: "settings", step: "the settings" }),
      whoami("spa"),
    ]),
    scenario("leads from the link of a native flow to the settings, in a browser", [
      person(),
      start("recovery", "native"),
      submit("recovery", "native", ask, { step: "ask", brief: true }),
      mail(address("ada"), 2, fromMail),
      follow("follow the link", "html"),
    ]),
    scenario("answers a script that follows the link", [
      person(),
      start("recovery", "spa"),
      submit("recovery", "spa", ask, { step: "ask", brief: true }),
      mail(address("ada"), 2, fromMail),
      follow("follow the link", "spa"),
      whoami("spa", { brief: true }),
    ]),
    scenario("begins anew when a link is used again", [
      person(),
      start("recovery", "html"),
      submit("recovery", "html", ask, { step: "ask", brief: true }),
      mail(address("ada"), 2, fromMail),
      { ...follow("follow the link", "html", "second"), brief: true },
      { ...follow("again", "html", "third"), keep: { next: "location.flow" } },
      look("recovery", { flow: "next", step: "the new flow", browser: "third" }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`begins anew for a wrong link of ${inWords[as]}`, [
        start("recovery", as),
        request("follow", as, "GET /self-service/recovery?flow={{flow}}&token=wrong", {
          keep: { next: as === "html" ? "location.flow" : "location" },
        }),
      ]),
    ),
    scenario(
      "begins anew when the link is over",
      [
        person(),
        start("recovery", "html"),
        submit("recovery", "html", ask, { step: "ask", brief: true }),
        mail(address("ada"), 2, fromMail),
        { ...follow("follow the link", "html"), keep: { next: "location.flow" } },
        look("recovery", { flow: "next", step: "the new flow" }),
      ],
      { variant: "v0alpha2-too-late" },
    ),
    ...visitors.map((as) =>
      scenario(`does not start for ${inWords[as]} who is signed in`, [
        person(),
        signIn(as === "native" ? "native" : "spa"),
        request("start", as, `GET /self-service/recovery/${as === "native" ? "api" : "browser"}`, {
          ...(as === "native" && bearer),
        }),
      ]),
    ),
    scenario("does not start natively in a browser that is signed in", [
      person(),
      signIn("spa"),
      request("start", "spa", "GET /self-service/recovery/api"),
    ]),
    scenario("takes no submission of whoever is signed in", [
      person(),
      start("recovery", "spa"),
      signIn("spa"),
      submit("recovery", "spa", ask),
      submit("recovery", "html", ask, { step: "submit as a page" }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        start("recovery", as),
        ...refused(submit("recovery", as, ask, { csrf: "bm90IGEgdG9rZW4=" })),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(
        `begins anew for ${inWords[as]} when the flow is over`,
        [
          as === "html"
            ? request("start recovery", as, "GET /self-service/recovery/browser", {
                keep: { flow: "location.flow" },
                brief: true,
              })
            : start("recovery", as),
          submit("recovery", as, ask, { ...(as === "html" && { csrf: null }) }),
        ],
        { variant: "v0alpha2-expired" },
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is switched off for ${inWords[as]}`,
        [
          ...refused(
            request("start", as, `GET /self-service/recovery/${as === "native" ? "api" : "browser"}`),
          ),
        ],
        { variant: "v0alpha2-disabled" },
      ),
    ),
  ],
};
