// Where Foyer's identity server is meant to answer otherwise than Kratos 26.2, and why. Each entry is held to: the
// test fails when the answer is no longer the one named here, so that no entry outlives its reason.
import type { JsonValue } from "./lib/scenario";
import { nothing, wantedAt as at } from "./lib/wanted-at";
import { codeDifferences } from "./wanted-codes";
import { oidcDifferences } from "./wanted-oidc";
import { wantedForKeys } from "./wanted-keys";

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

export const wantedDifferences: WantedDifference[] = [
  ...wantedForKeys,
  ...at("login", "lets a native client use a flow twice", {
    reason: "A completed flow is over: whoever comes by what was sent must not sign in with it again.",
    "submit again": { status: 410, "body.error.id": "self_service_flow_expired" },
  }),
  ...at("registration", "lets a native client use a flow twice", {
    reason: "A completed flow is over, as with sign-in.",
    "somebody else": { status: 410, "body.error.id": "self_service_flow_expired" },
  }),
  ...at("tokens", "makes a session into a token as the template time-missing says, or says why not", {
    reason:
      "A template without a ttl gets the minute that Kratos's schema promises; Kratos's tokens are over at once.",
    "as time-missing": {
      "body.tokenized":
        '<jwt> {"alg":"ES256","kid":"first","typ":"JWT"} {"exp":"<now+1m>","iat":"<now>","iss":"<public>/","jti":"<uuid>","nbf":"<now>","sid":"<session>","sub":"<ada>"}',
    },
  }),
  ...["a code's method and an address", "an unknown method"].flatMap((what) =>
    at("verification-link", `takes the link when a script has sent ${what} in between`, {
      reason: "What no method takes spoils nothing: the mail that was sent stays good, as in recovery.",
      "after the link": {
        "body.ui.action": "http://localhost:3000/dashboard",
        "body.ui.method": "GET",
        "body.ui.nodes": [
          "input default/csrf_token {required:true, type:'hidden', value:'<csrf token>'}",
          "a link/continue {href:'http://localhost:3000/dashboard', title:'1070009 info'} label 1070009 info",
        ],
        "body.ui.messages": ["1080002 success"],
        "body.state": "passed_challenge",
      },
    }),
  ),
  ...["browser", "script"].flatMap((who) =>
    at("migrate-hook", `sends what a template makes of the sign-in of a ${who}`, {
      reason:
        "The visitor's headers go to the older system as to web hooks, by clients.web_hook.header_allowlist; Kratos sends the cookies of the session along.",
      "what the older system got": { "body.0.body.hears_the_cookie": false },
    }),
  ),
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
  ...["a key that there is not", "an id that is none"].flatMap((what) =>
    at("admin-batch", `refuses ${what}`, {
      reason: "A mistake of the client is a 400, in the body as well; Kratos says 500 there.",
      batch: { "body.error.code": 400, "body.error.status": "Bad Request" },
    }),
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
  ...at("settings-privilege", "asks a native client to sign in again before the address changes", {
    reason:
      "A native client has no cookie to come back with: nothing is kept for it, it sends the change again.",
    submit: { cookies: nothing },
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
      submit: { status: 400, "body.error": nothing, "body.state": "choose_method" },
    }),
  ),
  ...at("odd-types", "answers settings with traits that are a list", {
    reason: "The field is named; Kratos answers with an internal error inside of a 400.",
    submit: { status: 400, "body.error": nothing, "body.state": "show_form" },
  }),
  ...at("odd-types", "answers recovery with a code that is a number", {
    reason: "The field of a wrong type is named.",
    submit: {
      "body.ui.nodes": [
        "input default/csrf_token {required:true, type:'hidden', value:''}",
        "input code/email {required:true, type:'email'} label 1070007 info",
        "input code/method {type:'submit', value:'code'} label 1070009 info",
        "input default/code {type:'text'} message 4000026 error {actual_type:'number', allowed_types:['string']}",
      ],
    },
  }),
  ...at("login-again", "offers a native client no second factor where none is set up", {
    reason: "A list without entries is a list.",
    "start login": { "body.ui.nodes": [] },
  }),
  ...at("disabled", "shows a native client no field of a method that is switched off, and does not take it", {
    reason: "A list without entries is a list.",
    "start login": { "body.ui.nodes": [] },
  }),
  ...takenAddress("registration", "names an address that is taken to a browser", "what the form then shows", {
    name: true,
  }),
  ...takenAddress("registration", "names an address that is taken to a script", "submit", { name: true }),
  ...takenAddress("registration", "names an address that is taken to a native client", "submit", {
    name: true,
    isNative: true,
  }),
  ...takenAddress("registration", "names an address that is taken in other case", "submit", {
    email: "ADA-<run>@FOYER.example",
  }),
  ...[
    "answers a registration with a taken address",
    "hints at how to sign in when the address is taken",
  ].flatMap((what, index) => {
    const topic = ["guarded", "flags"][index] ?? "";
    return [
      ...takenAddress(topic, `${what}, for a browser`, "what the form then shows", {}),
      ...takenAddress(topic, `${what}, for a script`, "submit", {}),
      ...takenAddress(topic, `${what}, for a native client`, "submit", { isNative: true }),
    ];
  }),
  ...at("registration", "asks for a method that registers", {
    reason: "A method that does not register is like none; Kratos pretends to have sent a code.",
    code: {
      "body.active": nothing,
      "body.state": "choose_method",
      "body.transient_payload": nothing,
      "body.ui.nodes": registrationForm({}),
    },
  }),
  ...["a script", "a native client"].flatMap((who) =>
    at("hooks", `sends ${who} with an address that is not verified to verify it`, {
      reason: "The body names the status that the answer has.",
      submit: { "body.error.code": 403, "body.error.status": "Forbidden" },
    }),
  ),
  ...at("hooks", "shows a browser that the address is not verified, in the older way", {
    reason: "What was typed is kept.",
    "what the form then shows": { "body.ui.nodes": loginForm({}) },
  }),
  ...["a script", "a native client"].flatMap((who) =>
    at("hooks", `shows ${who} that the address is not verified, in the older way`, {
      reason: "What was typed is kept.",
      submit: { "body.ui.nodes": loginForm({ isNative: who === "a native client" }) },
    }),
  ),
  ...at("whoami", "goes by the token header before the cookie", {
    reason:
      "Who asks by a token keeps the cookie of somebody else as it was; Kratos puts the token's session into it.",
    "who is signed in": { cookies: nothing },
  }),
  ...["a browser", "a script"].flatMap((as) =>
    at("oauth2", `signs ${as} up for an OAuth2 server, which is told once the address is verified`, {
      reason:
        "The browser that signed up has its session. Whoever enters the code elsewhere proves the address, and gets no session by it.",
      "enter the code": { cookies: nothing },
    }),
  ),
  ...secondFactorDifferences(),
  ...codeDifferences,
  ...oidcDifferences(),
  ...webHooks(),
];

function secondFactorDifferences(): WantedDifference[] {
  return [
    ...at("second-factor", "takes the app's code once", {
      reason: "A code is good once (RFC 6238, section 5.2): whoever looked over a shoulder has nothing.",
      again: { status: 400, "body.ui.messages": ["4000008 error"] },
    }),
    ...at("second-factor", "takes the code once that set the app up", {
      reason: "A code is good once, also the one that set the app up.",
      submit: { status: 400, "body.ui.messages": ["4000008 error"] },
    }),
    ...at("second-factor", "is no more asked for once it is removed", {
      reason: "A list without entries is a list.",
      "start login": { "body.ui.nodes": [] },
    }),
    ...at("second-factor", "takes odd types for none", {
      reason: "The field of a wrong type is named.",
      "a number for the app's code": {
        status: 400,
        "body.ui.nodes": [
          csrfNode(),
          "input totp/totp_code {required:true, type:'text'} label 1010006 info message 4000026 error {actual_type:'number', allowed_types:['string']}",
          "input totp/method {type:'submit', value:'totp'} label 1010009 info",
          "input lookup_secret/lookup_secret {required:true, type:'text', value:''} label 1010007 info",
          "input lookup_secret/method {type:'submit', value:'lookup_secret'} label 1010010 info",
        ],
      },
      "a list for a backup code": {
        status: 400,
        "body.ui.nodes": [
          csrfNode(),
          "input totp/totp_code {required:true, type:'text'} label 1010006 info",
          "input totp/method {type:'submit', value:'totp'} label 1010009 info",
          "input lookup_secret/lookup_secret {required:true, type:'text'} label 1010007 info message 4000026 error {actual_type:'array', allowed_types:['string']}",
          "input lookup_secret/method {type:'submit', value:'lookup_secret'} label 1010010 info",
        ],
      },
    }),
    ...at("totp", "is not set up without a code", {
      reason: "The field of a wrong type is named.",
      "a number": {
        status: 400,
        "body.ui.messages": nothing,
        "body.state": "show_form",
      },
    }),
    ...at("totp", "is removed in words of several types", {
      reason: "The field of a wrong type is named.",
      "the form after maybe": {
        status: 200,
        "body.ui.messages": nothing,
        "body.state": "show_form",
      },
    }),
    ...at("lookup-secret", "does not confirm codes in another form than the one that showed them", {
      reason: "A change that was refused is no success.",
      "confirm once more": { "body.state": "show_form" },
    }),
  ];
}

function webHooks(): WantedDifference[] {
  // Of what goes wrong unforeseen, Kratos tells native clients that they were at fault, in a body that says otherwise.
  const bodyAndStatus = {
    reason: "The status is the one that the body names.",
    submit: { status: 500, "body.error.code": 500 },
  };
  const knownTimes = { "body.0.body.identity.state_changed_at": nothing };
  const settingsForm = [
    csrfNode(true),
    "input profile/traits.email {autocomplete:'email', required:true, type:'email', value:'ada-<run>@foyer.example'} label 1070002 info {name:'traits.email', title:'Email'} message 4000040 error {value:'nobody'}",
    "input profile/traits.name.first {type:'text'} label 1070002 info {name:'traits.name.first', title:'First name'}",
    "input profile/traits.name.last {type:'text', value:'Byron'} label 1070002 info {name:'traits.name.last', title:'Last name'}",
    "input profile/method {type:'submit', value:'profile'} label 1070003 info",
    "input password/password {autocomplete:'new-password', required:true, type:'password'} label 1070001 info",
    "input password/method {type:'submit', value:'password'} label 1070003 info",
  ];
  return [
    ...["refuse-email", "refuse-form"].flatMap((answer) =>
      at("web-hooks", `does what the receiver says at sign-in: ${answer}`, {
        reason: "What was typed is kept.",
        submit: {
          "body.ui.nodes": [
            ...loginForm({ isNative: true }).slice(0, 3),
            ...(answer === "refuse-email"
              ? ["input default/traits.email {type:'text'} message 1234 error {value:'this'}"]
              : []),
            ...loginForm({ isNative: true }).slice(3),
          ],
        },
      }),
    ),
    ...["change-in-words"].flatMap((answer) =>
      at("web-hooks", `does what the receiver says at sign-up: ${answer}`, bodyAndStatus),
    ),
    ...at("web-hooks", "does what the receiver says when a password changes: not-found", bodyAndStatus),
    ...["web-hook-broken", "web-hook-form-of-objects"].flatMap((variant) =>
      at("web-hooks", `fails with a template that does: ${variant}`, bodyAndStatus),
    ),
    ...at("web-hooks", "runs hooks in their order, and none after one that stops", {
      reason: "The body names the status that the answer has.",
      submit: { "body.error.code": 403, "body.error.status": "Forbidden" },
    }),
    ...at("web-hooks", "tells of a changed profile by the hooks of all methods", {
      reason: "A time that there is not is left out, as in every other answer.",
      "what the receiver got": knownTimes,
    }),
    ...["refuse-email", "change-metadata", "change-to-wrong-traits"].flatMap((answer) =>
      at("web-hooks", `does what the receiver says when a profile changes: ${answer}`, {
        reason: "A time that there is not is left out, one that is known is told, as in every other answer.",
        "what the receiver got": {
          ...knownTimes,
          "body.0.body.identity.verifiable_addresses.0.verified_at": "<now>",
        },
      }),
    ),
    ...at("web-hooks", "does what the receiver says when a profile changes: change-to-wrong-traits", {
      reason: "What is wrong is said once.",
      submit: { "body.ui.nodes": settingsForm },
    }),
    ...at("web-hooks", "does what the receiver says at sign-up: change-to-wrong-traits", {
      reason: "What was typed is kept, and what is wrong is said once.",
      submit: {
        "body.ui.nodes": registrationForm({ email: "ada-<run>@foyer.example", isNative: true }).map((node) =>
          node.includes("traits.email ") ? `${node} message 4000040 error {value:'nobody'}` : node,
        ),
      },
    }),
    ...at("web-hooks", "tells of a new flow: settings", {
      reason: "A list without items is a list: a template need not look for null.",
      "what the receiver got": { "body.0.body.flow.ui.nodes": [] },
    }),
    ...["a script", "a native client"].flatMap((who) =>
      at("web-hooks", `begins no flow for ${who} when the receiver fails: login`, {
        reason: "The answer is the error; Kratos writes a flow that does not exist behind it.",
        start: {
          body: {
            error: { code: 502, status: "Bad Gateway", reason: "<text>", message: "<text>" },
          },
        },
      }),
    ),
  ];
}

/** A refused registration keeps what was typed: nobody should have to fill in a form twice. */
function takenAddress(
  topic: string,
  scenario: string,
  step: string,
  { email = "ada-<run>@foyer.example", ...form }: { email?: string; name?: boolean; isNative?: boolean },
): WantedDifference[] {
  const reason = "What was typed is kept.";
  return [
    { topic, scenario, step, reason, answers: { "body.ui.nodes": registrationForm({ email, ...form }) } },
  ];
}

function registrationForm(typed: { email?: string; name?: boolean; isNative?: boolean }): string[] {
  const value = (text: string | false | undefined) => (text ? `, value:'${text}'` : "");
  return [
    csrfNode(typed.isNative),
    `input default/traits.email {autocomplete:'email', required:true, type:'email'${value(typed.email)}} label 1070002 info {name:'traits.email', title:'Email'}`,
    "input password/password {autocomplete:'new-password', required:true, type:'password'} label 1070001 info",
    `input default/traits.name.first {type:'text'${value(typed.name && "Ada")}} label 1070002 info {name:'traits.name.first', title:'First name'}`,
    `input default/traits.name.last {type:'text'${value(typed.name && "Byron")}} label 1070002 info {name:'traits.name.last', title:'Last name'}`,
    "input password/method {type:'submit', value:'password'} label 1040001 info",
  ];
}

function loginForm({ isNative }: { isNative?: boolean }): string[] {
  return [
    csrfNode(isNative),
    "input default/identifier {required:true, type:'text', value:'ada-<run>@foyer.example'} label 1070002 info {name:'traits.email', title:'Email'}",
    "input password/password {autocomplete:'current-password', required:true, type:'password'} label 1070001 info",
    "input password/method {type:'submit', value:'password'} label 1010022 info",
  ];
}

function csrfNode(isNative = false): string {
  return `input default/csrf_token {required:true, type:'hidden', value:'${isNative ? "" : "<csrf token>"}'}`;
}
