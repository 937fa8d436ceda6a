// Web hooks: what another service is told of, at which point, and what its answer does.
import type { JsonValue, ReceivedStep, Step, Topic } from "../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  otherPassword,
  password,
  person,
  refused,
  request,
  scenario,
  signIn,
  start,
  submit,
  visitors,
  whoami,
  type FlowKind,
  type Visitor,
} from "./steps";

const mark = "mark={{run}}";
const right = { method: "password", identifier: address("ada"), password };
const verified = person("ada", {
  verifiable_addresses: [{ value: address("ada"), verified: true, via: "email", status: "completed" }],
});

function received(
  count: ReceivedStep["received"],
  path?: string,
  step = "what the receiver got",
): ReceivedStep {
  return path === undefined ? { step, received: count } : { step, received: count, path };
}

/** Asks the receiver for one of its answers. */
const asking = (answer: string): { [key: string]: JsonValue } => ({
  transient_payload: { answer, mark: "{{run}}" },
});

const enter = (as: Visitor, more: { [key: string]: JsonValue } = {}): Step[] => [
  ...start("login", as, { query: mark }),
  submit("login", as, { ...right, ...(as === "html" ? {} : more) }),
];

const newcomer = (more: { [key: string]: JsonValue } = {}): { [key: string]: JsonValue } => ({
  method: "password",
  traits: { email: address("ada") },
  password,
  ...more,
});

const join = (as: Visitor, more: { [key: string]: JsonValue } = {}): Step[] => [
  ...start("registration", as, { query: mark }),
  submit("registration", as, newcomer(as === "html" ? {} : more)),
];

const settle = (fields: { [key: string]: JsonValue }, answer = "fine"): Step[] => [
  ...signIn("native"),
  ...start("settings", "native", { query: `${mark}&answer=${answer}`, ...bearer }),
  submit("settings", "native", fields, bearer),
];

const who = request(
  "who has the address",
  "admin",
  `GET /admin/identities?credentials_identifier=${address("ada")}`,
);

const refusals = [
  "refuse-email",
  "refuse-form",
  "refuse-unknown",
  "inform-email",
  "refuse-badly",
  "refuse-in-words",
];

export const webHooks: Topic = {
  topic: "web-hooks",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `tells of the sign-in of ${inWords[as]}`,
        [verified, ...enter(as, asking("fine")), received(1)],
        { variant: "web-hooks" },
      ),
    ),
    ...visitors.map((as) =>
      scenario(`tells of the sign-up of ${inWords[as]}`, [...join(as, asking("fine")), received(1)], {
        variant: "web-hooks",
      }),
    ),
    scenario(
      "tells of a new password",
      [
        verified,
        ...settle({ method: "password", password: otherPassword }),
        received(1, "/settings-after-password"),
      ],
      { variant: "web-hooks" },
    ),
    scenario(
      "tells of a changed profile by the hooks of all methods",
      [
        verified,
        ...settle({ method: "profile", traits: { email: address("ada"), name: { first: "Ada" } } }),
        received(1, "/settings-after"),
      ],
      { variant: "web-hooks" },
    ),
    scenario(
      "tells of a recovered account",
      [
        verified,
        ...start("recovery", "spa", { query: mark }),
        submit("recovery", "spa", { method: "code", email: address("ada") }, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        submit("recovery", "spa", { method: "code", code: "{{code}}" }, { step: "the code" }),
        received(1),
      ],
      { variant: "web-hooks" },
    ),
    scenario(
      "tells of a verified address",
      [
        person(),
        ...start("verification", "spa", { query: mark }),
        submit(
          "verification",
          "spa",
          { method: "code", email: address("ada") },
          { step: "ask", brief: true },
        ),
        mail(address("ada"), 1, { code: "code" }),
        submit("verification", "spa", { method: "code", code: "{{code}}" }, { step: "the code" }),
        received(1),
      ],
      { variant: "web-hooks" },
    ),
    ...(["not-found", "nothing"] as const).flatMap((answer) => [
      scenario(
        `signs in, or not, when the receiver answers ${answer}`,
        [verified, ...enter("native", asking(answer)), received(1)],
        { variant: "web-hooks" },
      ),
      scenario(
        `signs up, or not, when the receiver answers ${answer}`,
        [...join("native", asking(answer)), received(1), who],
        { variant: "web-hooks" },
      ),
      scenario(
        `changes a password, or not, when the receiver answers ${answer}`,
        [
          verified,
          ...settle({ method: "password", password: otherPassword }, answer),
          received(1, "/settings-after-password"),
        ],
        { variant: "web-hooks" },
      ),
    ]),
    scenario(
      "tries three times when the receiver is not available",
      [verified, ...enter("spa", asking("unavailable")), received(3), whoami("spa", { brief: true })],
      { variant: "web-hooks" },
    ),
    scenario(
      "tries three times when the receiver breaks off",
      [verified, ...enter("spa", asking("none")), received(3)],
      { variant: "web-hooks" },
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `shows ${inWords[as]} that the receiver failed`,
        [
          verified,
          ...start("login", as, { query: `${mark}&answer=not-found` }),
          ...refused(submit("login", as, right)),
        ],
        { variant: "web-hooks" },
      ),
    ),
    ...refusals.map((answer) =>
      scenario(
        `does what the receiver says at sign-up: ${answer}`,
        [...join("spa", asking(answer)), received(1), who],
        { variant: "web-hooks-parse" },
      ),
    ),
    ...[
      "change-traits",
      "change-metadata",
      "change-state",
      "change-to-wrong-traits",
      "change-in-words",
      "change-nothing",
    ].map((answer) =>
      scenario(
        `does what the receiver says at sign-up: ${answer}`,
        [
          ...join("native", asking(answer)),
          received(1),
          who,
          request(
            "who has the changed address",
            "admin",
            "GET /admin/identities?credentials_identifier=changed-{{run}}@foyer.example",
          ),
        ],
        { variant: "web-hooks-parse" },
      ),
    ),
    ...["refuse-email", "refuse-form", "change-metadata", "change-traits", "not-found"].map((answer) =>
      scenario(
        `does what the receiver says when a password changes: ${answer}`,
        [
          verified,
          ...settle({ method: "password", password: otherPassword }, answer),
          received(1, "/settings-after-password"),
          request("the person", "admin", "GET /admin/identities/{{ada}}"),
        ],
        { variant: "web-hooks-parse" },
      ),
    ),
    ...["refuse-email", "change-metadata", "change-to-wrong-traits"].map((answer) =>
      scenario(
        `does what the receiver says when a profile changes: ${answer}`,
        [
          verified,
          ...settle(
            { method: "profile", traits: { email: address("ada"), name: { last: "Byron" } } },
            answer,
          ),
          received(1, "/settings-after-profile"),
          request("the person", "admin", "GET /admin/identities/{{ada}}"),
        ],
        { variant: "web-hooks-parse" },
      ),
    ),
    ...["refuse-email", "refuse-form", "change-traits", "change-metadata"].map((answer) =>
      scenario(
        `does what the receiver says at sign-in: ${answer}`,
        [
          verified,
          ...enter("native", asking(answer)),
          received(1),
          request("the person", "admin", "GET /admin/identities/{{ada}}"),
        ],
        { variant: "web-hooks-parse" },
      ),
    ),
    scenario(
      "shows a browser what the receiver refused",
      [
        ...start("registration", "html", { query: mark }),
        submit("registration", "html", {
          ...newcomer(),
          transient_payload: JSON.stringify({ answer: "refuse-email" }),
        }),
        look("registration"),
      ],
      { variant: "web-hooks-parse" },
    ),
    ...["refuse-email", "change-traits"].map((answer) =>
      scenario(
        `may be interrupted, not changed, at sign-up: ${answer}`,
        [...join("spa", asking(answer)), received(1), who],
        { variant: "web-hooks-interrupt" },
      ),
    ),
    scenario(
      "refuses a recovery that the receiver refuses",
      [
        verified,
        ...start("recovery", "spa", { query: `${mark}&answer=refuse-form` }),
        submit("recovery", "spa", { method: "code", email: address("ada") }, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        submit(
          "recovery",
          "spa",
          { method: "code", code: "{{code}}" },
          { step: "the code", keep: { next: "location.id" } },
        ),
        look("recovery", { flow: "next" }),
        received(1),
      ],
      { variant: "web-hooks-interrupt" },
    ),
    scenario(
      "waits for nobody whose answer is ignored",
      [verified, ...enter("native", asking("unavailable")), received(1)],
      { variant: "web-hooks-ignore" },
    ),
    ...(["login", "registration", "recovery", "verification"] as FlowKind[]).map((kind) =>
      scenario(
        `tells of a new flow: ${kind}`,
        [...start(kind, "spa", { query: mark, recorded: true }), received(1)],
        {
          variant: "web-hooks-before",
        },
      ),
    ),
    scenario(
      "tells of a new flow: settings",
      [
        verified,
        ...signIn("native"),
        ...start("settings", "native", { query: mark, recorded: true, ...bearer }),
        received(1),
      ],
      { variant: "web-hooks-before" },
    ),
    ...(["login", "registration", "recovery", "verification"] as FlowKind[]).flatMap((kind) =>
      (["spa", "native"] as const).map((as) =>
        scenario(
          `begins no flow for ${inWords[as]} when the receiver fails: ${kind}`,
          [
            request(
              "start",
              as,
              `GET /self-service/${kind}/${as === "native" ? "api" : "browser"}?${mark}&answer=not-found`,
            ),
            received(1),
          ],
          { variant: "web-hooks-before" },
        ),
      ),
    ),
    ...(["registration", "recovery"] as FlowKind[]).map((kind) =>
      scenario(
        `begins no flow when the receiver refuses it: ${kind}`,
        [
          request("start", "spa", `GET /self-service/${kind}/browser?${mark}&answer=refuse-form`),
          received(1),
        ],
        { variant: "web-hooks-before-interrupt" },
      ),
    ),
    scenario(
      "sends requests in every way that can be configured",
      [verified, ...enter("native"), received(10)],
      { variant: "web-hook-requests" },
    ),
    ...["web-hook-broken", "web-hook-form-of-objects"].map((variant) =>
      scenario(
        `fails with a template that does: ${variant}`,
        [verified, ...enter("native"), received("none")],
        { variant },
      ),
    ),
    scenario(
      "tells of the headers that may be told alone",
      [
        verified,
        ...start("login", "native", { query: mark }),
        submit("login", "native", right, { headers: { "x-tenant": "two", "x-other": "three" } }),
        received(1),
      ],
      { variant: "web-hook-allowed-headers" },
    ),
    scenario(
      "runs hooks in their order, and none after one that stops",
      [person(), ...enter("native"), received(1)],
      { variant: "web-hook-order" },
    ),
  ],
};
