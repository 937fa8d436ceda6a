// Messages that go out by HTTP: mails by `courier.http`, text messages by the channel for them. What the other service is
// told, and what becomes of a message.
import type { MailStep, ReceivedStep, Step, Topic } from "../lib/scenario";
import { enterCode, identifier, personWithoutPassword, phone } from "./code-steps";
import {
  inWords,
  look,
  mail,
  password,
  person,
  request,
  scenario,
  signIn,
  start,
  submit,
  visitors,
  whoami,
  type Visitor,
} from "./steps";

const variant = { variant: "courier-http" };
const mark = "mark={{run}}";

const traits = { email: identifier, phone, nickname: "countess" };
const reachable = personWithoutPassword("ada", { phone, nickname: "countess" });
const known = person("ada", { traits });

const received = (count: ReceivedStep["received"], path?: string, anyOrder = false): ReceivedStep => ({
  step: path === undefined ? "what the services got" : `what came to ${path}`,
  received: count,
  ...(path !== undefined && { path }),
  ...(anyOrder && { anyOrder }),
});

const settled = (to: string, status: string, count = 1): MailStep => ({
  ...mail(to, count, { message: "id" }),
  step: `${status} ${String(count)}`,
  status,
});

const whatBecameOfIt = request("what became of it", "admin", "GET /admin/courier/messages/{{message}}");

/** Asks for a code to a phone. */
const call = (more: { [key: string]: string } = {}): Step[] => [
  ...start("login", "spa", { query: mark }),
  submit(
    "login",
    "spa",
    { method: "code", identifier: phone, transient_payload: { mark: "{{run}}", ...more } },
    { step: "ask for a code" },
  ),
];

const recover = (fields: { [key: string]: string }, step: string) =>
  submit("recovery", "spa", { method: "code", ...fields }, { step });

const askForRecovery = (): Step[] => [
  ...start("recovery", "spa", { query: mark }),
  { ...recover({ recovery_address: identifier }, "ask for recovery"), brief: true },
];

const askForVerification = (method: "code" | "link"): Step[] => [
  ...start("verification", "spa", { query: mark, flow: "verification" }),
  submit(
    "verification",
    "spa",
    { method, email: identifier },
    { flow: "verification", step: "ask for verification", brief: true },
  ),
];

const join = (fields: { [key: string]: string }, keep: { [name: string]: string } = {}): Step[] => [
  ...start("registration", "spa", { query: mark }),
  submit("registration", "spa", { traits, ...fields }, { step: "sign up", keep }),
];

/** Where the answer to a sign-up names the flow that verifies the phone. */
const shownFlow: Record<Visitor, string> = {
  html: "location.flow",
  spa: "body.continue_with.1.flow.id",
  native: "body.continue_with.0.flow.id",
};

/** Somebody with a phone alone signs up, and gets a code to verify it. */
const joinByPhone = (as: Visitor): Step[] => [
  ...start("registration", as, { query: mark }),
  submit(
    "registration",
    as,
    { traits: { phone }, method: "password", password },
    { step: "sign up", keep: { verification: shownFlow[as] } },
  ),
  mail(phone, 1, { code: "code" }),
  look("verification", { flow: "verification", ...(as === "native" && { as }) }),
];

const prove = (as: Visitor, step: string, fields: { [key: string]: string }) =>
  submit("verification", as, { method: "code", ...fields }, { flow: "verification", step });

export const courierHttp: Topic = {
  topic: "courier-http",
  scenarios: [
    scenario(
      "signs in with a code that came to a phone",
      [
        reachable,
        ...call(),
        mail(phone, 1, { code: "code" }),
        received(1, "/texts"),
        enterCode("spa", "{{code}}", { to: phone }),
        whoami("spa"),
        settled(phone, "sent"),
        whatBecameOfIt,
      ],
      variant,
    ),
    scenario(
      "signs up with a code that came to a phone, and sends one to each address",
      [
        ...join({ method: "code" }),
        mail(phone, 1, { code: "code" }),
        received(1, "/texts"),
        received(1, "/mails"),
        submit("registration", "spa", { method: "code", traits, code: "{{code}}" }, { step: "enter it" }),
        whoami("spa"),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `verifies a phone with a code that came to it, for ${inWords[as]}`,
        [...joinByPhone(as), received(1, "/texts"), prove(as, "enter it", { code: "{{code}}" })],
        { variant: "courier-http-phones" },
      ),
    ),
    scenario(
      "is asked again for a code to a phone",
      [...joinByPhone("spa"), prove("spa", "ask again", { sms: phone })],
      { variant: "courier-http-phones" },
    ),
    scenario(
      "verifies a phone that somebody adds",
      [
        person("ada", {
          traits: { email: identifier },
          verifiable_addresses: [{ value: identifier, verified: true, via: "email", status: "completed" }],
        }),
        signIn("spa"),
        ...start("settings", "spa", { query: mark }),
        submit("settings", "spa", { method: "profile", traits }, { step: "add it" }),
        mail(phone, 1),
        received(1, "/texts"),
      ],
      variant,
    ),
    scenario(
      "recovers an account by a code that came to a phone",
      [
        known,
        ...start("recovery", "spa", { query: mark }),
        {
          ...recover({ recovery_address: identifier }, "the address"),
          brief: true,
          keep: { calls: "body.ui.nodes.1.attributes.value" },
        },
        recover({ recovery_address: identifier, recovery_select_address: "{{calls}}" }, "choose the phone"),
        recover({ recovery_address: identifier, recovery_confirm_address: phone }, "in full"),
        mail(phone, 1, { code: "code" }),
        received(1, "/texts"),
        recover({ recovery_address: identifier, code: "{{code}}" }, "enter it"),
        whoami("spa"),
      ],
      variant,
    ),
    scenario(
      "recovers an account by a code in a mail",
      [person(), ...askForRecovery(), mail(identifier, 1, { code: "code" }), received(1, "/mails")],
      variant,
    ),
    scenario(
      "verifies an address with a code in a mail",
      [known, ...askForVerification("code"), mail(identifier, 1, { code: "code" }), received(1, "/mails")],
      variant,
    ),
    scenario(
      "tells strangers by mail",
      [
        ...askForRecovery(),
        mail(identifier, 1),
        ...askForVerification("code"),
        mail(identifier, 2),
        received(2, "/mails"),
      ],
      variant,
    ),
    scenario(
      "tells no stranger by a text message",
      [
        ...start("recovery", "spa", { query: mark }),
        recover({ recovery_address: phone }, "ask for recovery"),
        received("none"),
      ],
      variant,
    ),
    scenario(
      "sends links in mails",
      [
        known,
        ...start("recovery", "spa", { query: mark }),
        submit("recovery", "spa", { method: "link", email: identifier }, { step: "ask", brief: true }),
        mail(identifier, 1),
        ...askForVerification("link"),
        mail(identifier, 2),
        received(2, "/mails"),
      ],
      { variant: "courier-http-link" },
    ),
    scenario(
      "tells strangers by mail, where links are sent",
      [
        ...start("recovery", "spa", { query: mark }),
        submit("recovery", "spa", { method: "link", email: identifier }, { step: "ask", brief: true }),
        mail(identifier, 1),
        ...askForVerification("link"),
        mail(identifier, 2),
        received(2, "/mails"),
      ],
      { variant: "courier-http-link" },
    ),
    scenario(
      "sends a second factor to a phone",
      [
        known,
        signIn("spa", { isHalfway: true }),
        ...start("login", "spa", { query: `aal=aal2&${mark}`, recorded: true }),
        submit("login", "spa", { method: "code", address: phone }, { step: "ask for a code" }),
        mail(phone, 1, { code: "code" }),
        received(1, "/texts"),
        submit("login", "spa", { method: "code", code: "{{code}}" }, { step: "enter it" }),
        whoami("spa"),
      ],
      { variant: "courier-http-second" },
    ),
    scenario(
      "makes a body of its own where no template is named",
      [
        person(),
        ...askForRecovery(),
        mail(identifier, 1),
        ...askForVerification("code"),
        mail(identifier, 2),
        received(2, "/mails"),
      ],
      { variant: "courier-http-default" },
    ),
    scenario(
      "sends as a form with a password, or with a key and another method",
      [
        reachable,
        ...call(),
        ...askForVerification("code"),
        received(1, "/texts?by=form"),
        received(1, "/mails"),
      ],
      { variant: "courier-http-requests" },
    ),
    scenario(
      "fills text messages in from a fork's own templates",
      [
        known,
        ...call(),
        mail(phone, 1, { code: "code" }),
        ...start("recovery", "spa", { query: mark }),
        {
          ...recover({ recovery_address: identifier }, "the address"),
          brief: true,
          keep: { calls: "body.ui.nodes.1.attributes.value" },
        },
        {
          ...recover({ recovery_address: identifier, recovery_select_address: "{{calls}}" }, "the phone"),
          brief: true,
        },
        {
          ...recover({ recovery_address: identifier, recovery_confirm_address: phone }, "in full"),
          brief: true,
        },
        mail(phone, 2, { "recovery-code": "code" }),
        received(2, "/texts"),
      ],
      { variant: "courier-http-own-words" },
    ),
    scenario(
      "fills the text message of a sign-up in from a fork's own template",
      [...join({ method: "code" }), mail(phone, 1, { code: "code" }), received(1, "/texts")],
      { variant: "courier-http-own-words" },
    ),
    ...["not-found", "unavailable", "none", "nothing"].map((answer) =>
      scenario(
        `takes "${answer}" for an answer`,
        [
          reachable,
          ...call({ answer }),
          settled(phone, answer === "nothing" ? "sent" : "abandoned"),
          whatBecameOfIt,
          ...(answer === "none" ? [] : [received(1, "/texts")]),
        ],
        { variant: "courier-http-failing" },
      ),
    ),
    scenario(
      "gives a mail up whose template fails",
      [known, ...askForVerification("code"), settled(identifier, "abandoned"), whatBecameOfIt],
      { variant: "courier-http-broken" },
    ),
    scenario(
      "gives a text message up whose template cancels it",
      [reachable, ...call(), settled(phone, "abandoned"), whatBecameOfIt],
      { variant: "courier-http-broken" },
    ),
    scenario(
      "gives a text message up where nothing says how to send it",
      [reachable, ...call(), settled(phone, "abandoned"), whatBecameOfIt],
      { variant: "courier-without-channel" },
    ),
    scenario(
      "gives a mail up that no server takes",
      [known, ...askForVerification("code"), settled(identifier, "abandoned"), whatBecameOfIt],
      { variant: "courier-without-channel" },
    ),
  ],
};
