import type { Topic } from "../../lib/scenario";
import {
  address,
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
  request(step, as, "GET /self-service/verification?flow={{link-flow}}&token={{token}}", {
    ...(browser !== undefined && { browser }),
  });

export const v0alpha2Verification: Topic = {
  topic: "v0alpha2/verification",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("verification", as, { recorded: true })),
    ),
    ...visitors.map((as) =>
      scenario(`sends a link to a known address, for ${inWords[as]}`, [
        person(),
        start("verification", as),
        submit("verification", as, ask),
        mail(address("ada"), 2),
        ...(as === "html" ? [look("verification")] : []),
        submit("verification", as, ask, { step: "ask once more" }),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`names a missing address to ${inWords[as]}`, [
        start("verification", as),
        submit("verification", as, { method: "link" }),
        ...(as === "html" ? [look("verification")] : []),
      ]),
    ),
    scenario("names an address that is none", [
      start("verification", "spa"),
      submit("verification", "spa", { method: "link", email: "ada" }),
    ]),
    scenario("answers the same about an unknown address", [
      start("verification", "spa"),
      submit("verification", "spa", { ...ask, email: address("nobody") }),
      mail(address("nobody"), 1),
    ]),
    scenario("asks for a method when none is named", [
      start("verification", "spa"),
      submit("verification", "spa", { email: address("ada") }),
    ]),
    scenario("verifies by the link of the sign-up", [
      person(),
      mail(address("ada"), 1, fromMail),
      follow("follow the link", "html"),
      signIn("spa"),
      whoami("spa"),
    ]),
    scenario("verifies by the link that was asked for, and leads back", [
      person(),
      start("verification", "html", { query: `return_to=${ui}/welcome-back` }),
      submit("verification", "html", ask, { step: "ask", brief: true }),
      mail(address("ada"), 2, fromMail),
      follow("follow the link", "html"),
      look("verification", { step: "the flow afterwards" }),
    ]),
    scenario("answers a script that follows the link", [
      person(),
      start("verification", "spa"),
      submit("verification", "spa", ask, { step: "ask", brief: true }),
      mail(address("ada"), 2, fromMail),
      follow("follow the link", "spa"),
    ]),
    scenario("begins anew when a link is used again", [
      person(),
      mail(address("ada"), 1, fromMail),
      { ...follow("follow the link", "html"), brief: true },
      { ...follow("again", "html"), keep: { next: "location.flow" } },
      look("verification", { flow: "next", step: "the new flow" }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`begins anew for a wrong link of ${inWords[as]}`, [
        start("verification", as),
        request("follow", as, "GET /self-service/verification?flow={{flow}}&token=wrong", {
          keep: { next: as === "html" ? "location.flow" : "location" },
        }),
      ]),
    ),
    scenario(
      "begins anew when the link is over",
      [
        person(),
        start("verification", "html"),
        submit("verification", "html", ask, { step: "ask", brief: true }),
        mail(address("ada"), 2, fromMail),
        { ...follow("follow the link", "html"), keep: { next: "location.flow" } },
        look("verification", { flow: "next", step: "the new flow" }),
      ],
      { variant: "v0alpha2-too-late" },
    ),
    scenario("starts for whoever is signed in", [
      person(),
      signIn("spa"),
      start("verification", "spa", { recorded: true }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        start("verification", as),
        ...refused(submit("verification", as, ask, { csrf: "bm90IGEgdG9rZW4=" })),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(
        `begins anew for ${inWords[as]} when the flow is over`,
        [
          as === "html"
            ? request("start verification", as, "GET /self-service/verification/browser", {
                keep: { flow: "location.flow" },
                brief: true,
              })
            : start("verification", as),
          submit("verification", as, ask, { ...(as === "html" && { csrf: null }) }),
        ],
        { variant: "v0alpha2-expired" },
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is switched off for ${inWords[as]}`,
        [
          ...refused(
            request("start", as, `GET /self-service/verification/${as === "native" ? "api" : "browser"}`),
          ),
        ],
        { variant: "v0alpha2-disabled" },
      ),
    ),
  ],
};
