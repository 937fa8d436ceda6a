// Where Foyer's identity server is meant to answer otherwise than Kratos 26.2, and why. Each entry is held to: the
// test fails when the answer is no longer the one named here, so that no entry outlives its reason.
import type { JsonValue } from "./lib/scenario";

export interface WantedDifference {
  topic: string;
  scenario: string;
  step: string;
  /**
   * What Foyer answers, by path in the recorded step; `nothing`: it is not there. With `status` among them it is another
   * answer altogether and the rest of the step is not compared; otherwise everything else still is.
   */
  answers: Record<string, JsonValue>;
  reason: string;
}

/** Stands for what is not in an answer. */
export const nothing = "(nothing)";

export const wantedDifferences: WantedDifference[] = [
  ...at("login", "lets a native client use a flow twice", {
    reason: "A completed flow is over: whoever comes by what was sent must not sign in with it again.",
    "submit again": { status: 410, "body.error.id": "self_service_flow_expired" },
  }),
  ...at("registration", "lets a native client use a flow twice", {
    reason: "A completed flow is over, as with sign-in.",
    "somebody else": { status: 410, "body.error.id": "self_service_flow_expired" },
  }),
  ...at("login-again", "asks a native client again with refresh and keeps the session", {
    reason:
      "The session's token changes at every rise of privilege; whoever holds the old one holds nothing.",
    submit: { "body.session_token": "<session token>" },
    "who is signed in": { status: 401 },
  }),
  ...["http:\\\\other.example", "http:\\/other.example", "/\\other.example"].flatMap((to) =>
    at("return-to", `answers a return to ${to}`, {
      reason: "Browsers read a backslash as a slash, so this address is somebody else's.",
      "start login": { status: 400, "body.error.id": "self_service_flow_return_to_forbidden" },
    }),
  ),
  ...at("return-to", "returns to an allowed address in other case", {
    reason: "One parser, that of browsers, reads the address, and its reading is what is compared and sent.",
    submit: { "body.continue_with.0.redirect_browser_to": "http://localhost:3000/Dashboard" },
  }),
  ...at("return-to", "does not return to an address that is none", {
    reason: "What cannot be read as an address is refused in the same words as one that is not allowed.",
    "start login": {
      "body.error.id": "self_service_flow_return_to_forbidden",
      "headers.ory-error-id": "self_service_flow_return_to_forbidden",
    },
  }),
  ...at(
    "return-to",
    "tells a browser without a detour that verification will not return to a foreign address",
    {
      reason: "A person in a browser gets the error page, as in every other flow, and no JSON.",
      "as a browser": { status: 303, "headers.location": "http://localhost:3000/error?id=<uuid>" },
    },
  ),
  ...at("recovery", "begins anew after five wrong codes of a native client", {
    reason:
      "A native flow is bound to no cookie: its form has no token, also where it takes another's place.",
    "the new flow": {
      "body.ui.nodes": [
        "input default/csrf_token {required:true, type:'hidden', value:''}",
        "input code/email {required:true, type:'email'} label 1070007 info",
        "input code/method {type:'submit', value:'code'} label 1070009 info",
      ],
    },
  }),
  ...at("logout", "signs out on a head request", {
    reason: "HEAD changes nothing.",
    head: { cookies: nothing },
    "who is signed in": { status: 200 },
  }),
  ...at("logout", "signs out on a prefetch", {
    reason: "A browser that prefetches a link has not been asked to follow it.",
    prefetch: { status: 204, cookies: nothing },
    "who is signed in": { status: 200 },
  }),
  ...at("settings", "answers a form that comes by get with its token, from a browser", {
    reason: "Only POST changes anything: addresses end up in histories, logs and referrers.",
    get: { cookies: nothing },
  }),
  ...at("settings", "answers a form that comes by get with its token, from a script", {
    reason: "Only POST changes anything.",
    get: { status: 422, "body.error.id": "browser_location_change_required" },
  }),
  ...at("verification", "answers a form that comes by get with its token", {
    reason: "Only POST changes anything, and the links of mails.",
    ask: { status: 400, "body.ui.messages": ["4010006 error"] },
  }),
  ...at("registration", "refuses a transient payload that is no object", {
    reason: "A wrong type is the sender's fault, not the server's.",
    submit: { status: 400, "body.error": nothing },
  }),
  ...["traits that are a list", "traits that are a string"].flatMap((what) =>
    at("odd-types", `answers registration with ${what}`, {
      reason: "The field is named; Kratos answers with an internal error inside of a 400.",
      submit: { "body.error": nothing, "headers.content-type": "application/json; charset=utf-8" },
    }),
  ),
  ...at("odd-types", "answers settings with traits that are a list", {
    reason: "The field is named; Kratos answers with an internal error inside of a 400.",
    submit: { "body.error": nothing, "headers.content-type": "application/json; charset=utf-8" },
  }),
];

function at(
  topic: string,
  scenario: string,
  { reason, ...steps }: { reason: string } & Record<string, WantedDifference["answers"] | string>,
): WantedDifference[] {
  return Object.entries(steps).flatMap(([step, answers]) =>
    typeof answers === "string" ? [] : [{ topic, scenario, step, answers, reason }],
  );
}
