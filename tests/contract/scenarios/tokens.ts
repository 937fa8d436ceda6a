// A session as a JWT: what is in it, what a mapper may change, and what is said when it cannot be made.
import { templateNames } from "../config/tokens";
import type { RequestStep, Topic } from "../lib/scenario";
import { code, offerTotp } from "./second-factor-steps";
import { bearer, person, request, scenario, signIn, submit, whoami } from "./steps";

const variant = { variant: "tokens" };

const tokenize = (template: string, as: "native" | "spa" = "native"): RequestStep =>
  request(
    `as ${template}`,
    as,
    `GET /sessions/whoami?tokenize_as=${template}`,
    as === "native" ? bearer : {},
  );

const detailed = person("ada", {
  metadata_public: { plan: "gold" },
  metadata_admin: { note: "calls often" },
});

export const tokens: Topic = {
  topic: "tokens",
  scenarios: [
    ...templateNames.map((name) =>
      scenario(
        `makes a session into a token as the template ${name} says, or says why not`,
        [name === "mapper-adds" ? detailed : person(), signIn("native"), tokenize(name)],
        variant,
      ),
    ),
    ...["subject-external", "subject-external-mapped"].map((name) =>
      scenario(
        `names whom a token is of by the id of another system, with ${name}`,
        [person("ada", { external_id: "crm-{{run}}" }), signIn("native"), tokenize(name)],
        variant,
      ),
    ),
    scenario(
      "makes a token for a browser's session",
      [person(), signIn("spa"), tokenize("plain", "spa")],
      variant,
    ),
    scenario(
      "makes no token for nobody",
      [
        tokenize("plain", "spa"),
        request("wrong token", "native", "GET /sessions/whoami?tokenize_as=plain", {
          headers: { "x-session-token": "ory_st_wrong" },
        }),
      ],
      variant,
    ),
    scenario(
      "makes a token whatever the method",
      [
        person(),
        signIn("native"),
        ...["HEAD", "POST", "DELETE"].map((method) =>
          request(method, "native", `${method} /sessions/whoami?tokenize_as=plain`, bearer),
        ),
      ],
      variant,
    ),
    scenario(
      "knows a template by its whole name alone",
      [
        person(),
        signIn("native"),
        ...[
          "",
          "Plain",
          "plain%20",
          "nothing",
          "__proto__",
          "constructor",
          "plain&tokenize_as=nothing",
          "nothing&tokenize_as=plain",
        ].map((name) => request(`"${name}"`, "native", `GET /sessions/whoami?tokenize_as=${name}`, bearer)),
      ],
      variant,
    ),
    scenario(
      "puts no token into a list of sessions",
      [
        person(),
        signIn("native"),
        signIn("native", { browser: "other" }),
        request("list", "native", "GET /sessions?tokenize_as=plain", bearer),
      ],
      variant,
    ),
    scenario(
      "lets an answer with a token not be kept, where others are",
      [person(), signIn("native"), whoami("native", bearer), tokenize("plain"), tokenize("nothing")],
      { variant: "tokens-cached" },
    ),
    scenario("makes a token that outlives its session", [person(), signIn("native"), tokenize("plain")], {
      variant: "tokens-short-session",
    }),
    scenario(
      "makes no token for a session that lacks its second factor",
      [
        person(),
        ...signIn("native"),
        ...offerTotp("native"),
        submit("settings", "native", { method: "totp", totp_code: code }, { ...bearer, brief: true }),
        tokenize("plain"),
        ...signIn("native", { isHalfway: true }),
        tokenize("plain"),
        tokenize("nothing"),
      ],
      { variant: "tokens-second-factor" },
    ),
  ],
};
