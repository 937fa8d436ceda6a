// Where Foyer is meant to answer otherwise than Kratos about passkeys and security keys.
import { wantedAt as at } from "./lib/wanted-at";
import type { JsonValue } from "./lib/scenario";
import type { WantedDifference } from "./wanted-differences";

const generic: JsonValue = ["4000001 error {reason:'<text>'}"];

const refusedByBrowser: Record<string, string> = {
  registration: "http://localhost:3000/registration?flow=<flow>",
  settings: "http://localhost:3000/settings?flow=<flow>",
};

/** A new key that does not fit is the fault of whoever sent it: 400, in the form, and not 500. */
function refusedKey(topic: string, scenario: string, step = "submit"): WantedDifference[] {
  const reason =
    "A wrong answer of a key is no fault of the server; the form says that the key was not added.";
  return at(topic, scenario, { reason, [step]: { status: 400, "body.ui.messages": generic } });
}

function refusedKeyOfBrowser(topic: string, scenario: string, kind: string): WantedDifference[] {
  return at(topic, scenario, {
    reason:
      "A wrong answer of a key is no fault of the server: back to the form, which says so, and not to an error page.",
    submit: { status: kind === "registration" ? 302 : 303, "headers.location": refusedByBrowser[kind] ?? "" },
    "what the form then shows": { status: 200, "body.ui.messages": generic },
  });
}

const challenge = "a key that answers another challenge";

const lastPasskey =
  "The message belongs to the form; Kratos makes up a field for it that belongs to security keys.";
const oneHandle =
  "An account has one name in all its security keys; Kratos changes it and locks out a key that was made at sign-up.";

export const wantedForKeys: WantedDifference[] = [
  ...(["passkey-registration", "webauthn-registration"] as const).flatMap((topic) => [
    ...refusedKeyOfBrowser(topic, `refuses a browser ${challenge}`, "registration"),
    ...refusedKey(topic, `refuses a script ${challenge}`),
    ...refusedKey(topic, "refuses a key that was asked on another page"),
  ]),
  ...refusedKey("passkey-registration", `refuses a native client ${challenge}`),
  ...refusedKey("passkey-registration", "refuses a key that was asked for another site"),
  ...refusedKey("passkey-registration", "refuses a key that was to sign in"),
  ...refusedKey("passkey-registration", "refuses a key that nobody touched"),
  ...refusedKey("passkey-registration", "refuses the answer to another flow's options"),
  ...at("passkey-registration", "refuses the wrong key in the second step", {
    reason: "A wrong answer of a key is no fault of the server: back to the form, which says so.",
    "the passkey": { status: 302, "headers.location": "http://localhost:3000/registration?flow=<flow>" },
    "what the form shows after it": { status: 200, "body.ui.messages": generic },
  }),
  ...(["passkey-settings", "webauthn-settings"] as const).flatMap((topic) => [
    ...refusedKeyOfBrowser(topic, `refuses a browser ${challenge}`, "settings"),
    ...refusedKey(topic, `refuses a script ${challenge}`),
    ...refusedKey(topic, "refuses a key that was asked on another page"),
    ...refusedKey(topic, "refuses an answer a second time", "submit again"),
  ]),
  ...refusedKey("passkey-settings", `refuses a native client ${challenge}`),
  ...refusedKey("passkey-settings", "refuses a key that was asked for another site"),

  ...at("passkey-registration", "refuses an answer a second time", {
    reason: "A completed flow is over.",
    "submit again": { status: 410, "body.error.id": "self_service_flow_expired" },
  }),
  ...at("passkey-login", "takes an answer once", {
    reason: "A completed flow is over; it leads on to a new one.",
    "submit again": { status: 410, "body.error.id": "self_service_flow_expired" },
  }),
  ...at("passkey-login", "refuses a copy of a key, which has signed less often", {
    reason: "Kratos neither stores nor compares how often a key has signed, and lets its copy in.",
    "its copy signs in": { status: 400, "body.ui.messages": ["4000008 error"] },
  }),
  ...at("passkey-login", "refuses an answer from another browser, as a browser", {
    reason: "A flow belongs to the browser that began it.",
    submit: { status: 303, "headers.location": "http://localhost:3000/error?id=<uuid>" },
  }),
  ...at("passkey-login", "refuses an answer from another browser, as a script", {
    reason: "A flow belongs to the browser that began it.",
    submit: { status: 403, "body.error.id": "security_csrf_violation" },
  }),
  ...at("webauthn-login", "refuses an answer before the address was named", {
    reason: "An answer to nothing that was asked is wrong; it is no fault of the server.",
    submit: { status: 400, "body.ui.messages": ["4000008 error"] },
  }),
  ...at("passkey-registration", "answers to a list in the answer's place", {
    reason: "The field is named.",
    submit: { status: 400 },
  }),

  ...[
    "refuses a script an address that somebody has",
    "refuses an address that somebody has a passkey for",
  ].flatMap((scenario) =>
    at("passkey-registration", scenario, {
      reason: "What was typed is kept.",
      submit: { status: 400, "body.ui.messages": ["4000007 error"] },
    }),
  ),
  ...at("passkey-registration", "refuses a browser an address that somebody has", {
    reason: "What was typed is kept.",
    "what the form then shows": { status: 200, "body.ui.messages": ["4000007 error"] },
  }),
  ...at("webauthn-registration", "refuses an address that somebody has", {
    reason: "What was typed is kept.",
    submit: { status: 400, "body.ui.messages": ["4000007 error"] },
  }),

  ...at("passkey-login", "asks a native client again for the passkey", {
    reason: "The session's token changes with every proof, so that the old one is dead.",
    submit: { "body.session_token": "<session token>" },
  }),
  ...at("passkey-login", "takes a security key that stands in the place of a password", {
    reason: "Whoever signs in is told their addresses, whichever key it was.",
    submit: {
      "body.session.identity.verifiable_addresses": [
        {
          id: "<uuid>",
          value: "ada-<run>@foyer.example",
          verified: false,
          via: "email",
          status: "sent",
          created_at: "<now>",
          updated_at: "<now>",
        },
      ],
      "body.session.identity.recovery_addresses": [
        {
          id: "<uuid>",
          value: "ada-<run>@foyer.example",
          via: "email",
          created_at: "<now>",
          updated_at: "<now>",
        },
      ],
    },
  }),
  ...at("webauthn-second-factor", "asks a native client for the key", {
    reason: "A list without entries is a list.",
    "start login": { "body.ui.nodes": [] },
  }),
  ...at("webauthn-login", "lets somebody name another account after all", {
    reason: "A message stands in a form once.",
    "what the form then shows": { "body.ui.messages": ["1010012 info"] },
  }),

  ...at("passkey-settings", "does not remove the only way in, for a browser", {
    reason: lastPasskey,
    "what the form then shows": { status: 200, "body.ui.messages": generic },
  }),
  ...["a script", "a native client"].flatMap((who) =>
    at("passkey-settings", `does not remove the only way in, for ${who}`, {
      reason: lastPasskey,
      submit: { status: 400, "body.ui.messages": generic },
    }),
  ),
  ...at("passkey-settings", "removes the first of two passkeys that are the only ways in", {
    reason: lastPasskey,
    "remove the other, too": { status: 400, "body.ui.messages": generic },
  }),
  ...at("webauthn-passwordless-settings", "does not remove the only way in, for a browser", {
    reason: oneHandle,
    "start settings, the form": { status: 200, "body.state": "show_form" },
    "what the form then shows": { status: 200, "body.state": "show_form" },
  }),
  ...at("webauthn-passwordless-settings", "does not remove the only way in, for a script", {
    reason: oneHandle,
    "start settings": { status: 200, "body.state": "show_form" },
    submit: { status: 400, "body.state": "show_form" },
  }),
  ...at("webauthn-registration", "starts with every kind of key", {
    reason:
      "Two nodes that tie are in the order in which they were added; Kratos's first sort is not stable.",
    "start registration": { status: 200, "body.state": "choose_method" },
  }),
];
