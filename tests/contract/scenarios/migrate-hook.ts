// Passwords that an older system knows: it is asked at the first sign-in, and never again once it has said yes.
import type { JsonValue, ReceivedStep, RequestStep, Step, Topic } from "../lib/scenario";
import { code, offerTotp } from "./second-factor-steps";
import {
  address,
  bearer,
  inWords,
  look,
  otherPassword,
  person,
  refused,
  request,
  scenario,
  start,
  submit,
  visitors,
  whoami,
  type Visitor,
} from "./steps";

const inHook = { variant: "migrate-hook" };

/** Asks the receiver for one of its answers: all that it gets is what was typed. */
const typed = (answer: string) => `violet-meadow-1947?answer=${answer}`;

const flagged = (more: { [key: string]: JsonValue } = {}, config: { [key: string]: JsonValue } = {}) =>
  person("ada", {
    credentials: { password: { config: { use_password_migration_hook: true, ...config } } },
    ...more,
  });

const received = (count: ReceivedStep["received"], step = "what the older system got"): ReceivedStep => ({
  step,
  received: count,
});

/** @param ends whether a browser is sent to the error page */
const enter = (
  as: Visitor,
  answer = "password-match",
  ends: "well" | "in the form" | "in an error" = "well",
): Step[] => {
  const fields = { method: "password", identifier: address("ada"), password: typed(answer) };
  const step = submit("login", as, fields);
  return [
    ...start("login", as),
    ...(ends === "in an error" ? refused(step) : [step]),
    ...(ends === "in the form" && as === "html" ? [look("login")] : []),
  ];
};

const refusing = ["password-mismatch", "forbidden"];

const entered = (as: Visitor): Step[] => [
  ...start("login", as),
  submit(
    "login",
    as,
    { method: "password", identifier: address("ada"), password: typed("password-match") },
    as === "native" ? { brief: true, keep: { token: "body.session_token" } } : { brief: true },
  ),
];

const credential = (step: string): RequestStep =>
  request(step, "admin", "GET /admin/identities/{{ada}}?include_credential=password");

export const migrateHook: Topic = {
  topic: "migrate-hook",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `asks the older system at the first sign-in of ${inWords[as]}, and keeps the password`,
        [
          flagged(),
          credential("before"),
          ...enter(as),
          received(1),
          credential("after"),
          ...start("login", "native", { flow: "again" }),
          submit(
            "login",
            "native",
            { method: "password", identifier: address("ada"), password: typed("password-match") },
            { flow: "again", step: "sign in again", brief: true },
          ),
          ...start("login", "native", { flow: "wrong" }),
          submit(
            "login",
            "native",
            { method: "password", identifier: address("ada"), password: typed("fine") },
            { flow: "wrong", step: "sign in with another password" },
          ),
          received(1, "what the older system got in all"),
        ],
        inHook,
      ),
    ),
    ...visitors.flatMap((as) =>
      ["password-mismatch", "forbidden", "not-found"].map((answer) =>
        scenario(
          `answers ${inWords[as]} when the older system answers ${answer}`,
          [
            flagged(),
            ...enter(as, answer, refusing.includes(answer) ? "in the form" : "in an error"),
            received(1),
            credential("the password"),
          ],
          inHook,
        ),
      ),
    ),
    ...[
      "password-match-of-list",
      "password-match-and-more",
      "fine",
      "in-words",
      "nothing",
      "created",
      "unavailable",
      "none",
      "refuse-form",
    ].map((answer) =>
      scenario(
        `answers a native client when the older system answers ${answer}`,
        [flagged(), ...enter("native", answer), received(["unavailable", "none"].includes(answer) ? 3 : 1)],
        inHook,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `says to ${inWords[as]} that the older system cannot be reached`,
        [flagged(), ...enter(as, "fine", "in an error")],
        {
          variant: "migrate-hook-unreachable",
        },
      ),
    ),
    ...visitors.map((as) =>
      scenario(`answers ${inWords[as]} where a password needs a hook that is switched off`, [
        flagged(),
        ...enter(as, "fine", "in an error"),
        credential("the password"),
      ]),
    ),
    ...["migrate-hook-broken", "migrate-hook-cancelled"].flatMap((variant) =>
      (["spa", "html"] as const).map((as) =>
        scenario(
          `answers ${inWords[as]} with the template of ${variant}`,
          [flagged(), ...enter(as, "fine", "in an error")],
          {
            variant,
          },
        ),
      ),
    ),
    scenario("sends what the configuration says", [flagged(), ...enter("native"), received(1)], {
      variant: "migrate-hook-sent",
    }),
    ...visitors.map((as) =>
      scenario(
        `sends what a template makes of the sign-in of ${inWords[as]}`,
        [
          flagged({ metadata_public: { plan: "gold" }, metadata_admin: { note: "calls often" } }),
          ...enter(as, "password-match"),
          received(1),
        ],
        { variant: "migrate-hook-template" },
      ),
    ),
    scenario(
      "sends the address as it was typed",
      [
        flagged(),
        ...start("login", "native"),
        submit("login", "native", {
          method: "password",
          identifier: `  ADA-{{run}}@foyer.example `,
          password: typed("password-match"),
        }),
        received(1),
      ],
      inHook,
    ),
    scenario("asks nobody about somebody unknown", [...enter("native"), received("none")], inHook),
    scenario(
      "asks nobody about a password that is known",
      [
        flagged({}, { password: typed("fine"), hashed_password: "" }),
        credential("the password"),
        person("bob"),
        ...start("login", "native"),
        submit("login", "native", {
          method: "password",
          identifier: address("bob"),
          password: typed("fine"),
        }),
        received("none"),
      ],
      inHook,
    ),
    scenario(
      "takes the flag before a hash and before a password",
      [
        flagged({}, { hashed_password: "$2a$10$ZsCsoVQ3xfBG/K2z2XpBf.tm90GZmtOqtqWcB5.pYd5Eq8y7RlDyq" }),
        credential("with a hash"),
        request("as no flag", "admin", "POST /admin/identities", {
          json: {
            traits: { email: address("bob") },
            credentials: { password: { config: { use_password_migration_hook: false } } },
          },
        }),
        request("as text", "admin", "POST /admin/identities", {
          json: {
            traits: { email: address("bob") },
            credentials: { password: { config: { use_password_migration_hook: "true" } } },
          },
        }),
      ],
      inHook,
    ),
    scenario(
      "gives a password to the older system by an update",
      [
        person(),
        request("update", "admin", "PUT /admin/identities/{{ada}}", {
          json: {
            schema_id: "person",
            state: "active",
            traits: { email: address("ada") },
            credentials: { password: { config: { use_password_migration_hook: true } } },
          },
        }),
        credential("the password"),
        ...enter("native"),
        received(1),
      ],
      inHook,
    ),
    scenario(
      "counts a password of the older system for sign-in once more",
      [flagged(), ...entered("spa"), ...start("login", "spa", { query: "refresh=true", recorded: true })],
      inHook,
    ),
    ...["migrate-hook-identifier-first", "identifier-first-password"].map((variant) =>
      scenario(
        `asks for a password of the older system after the address, with ${variant}`,
        [
          flagged(),
          ...start("login", "native"),
          submit(
            "login",
            "native",
            { method: "identifier_first", identifier: address("ada") },
            { step: "the address" },
          ),
        ],
        { variant },
      ),
    ),
    scenario(
      "asks for the second factor after a password of the older system",
      [
        flagged(),
        ...entered("native"),
        ...offerTotp("native"),
        submit("settings", "native", { method: "totp", totp_code: code }, { ...bearer, brief: true }),
        ...start("login", "native", { flow: "second" }),
        submit(
          "login",
          "native",
          { method: "password", identifier: address("ada"), password: typed("password-match") },
          { flow: "second", step: "sign in again" },
        ),
      ],
      { variant: "migrate-hook-second-factor" },
    ),
    scenario(
      "asks the older system no more once the person has a new password",
      [
        flagged(),
        ...entered("native"),
        ...start("settings", "native", bearer),
        submit(
          "settings",
          "native",
          { method: "password", password: otherPassword },
          { ...bearer, brief: true },
        ),
        credential("the password"),
        ...start("login", "native", { flow: "old" }),
        submit(
          "login",
          "native",
          { method: "password", identifier: address("ada"), password: typed("password-match") },
          { flow: "old", step: "the old password" },
        ),
        received(1, "what the older system got in all"),
        whoami("native", bearer),
      ],
      inHook,
    ),
  ],
};
