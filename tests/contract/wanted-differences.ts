// Where Foyer's identity server is meant to answer otherwise than Kratos, and why. Everywhere else it answers as recorded.
// A rule makes of a recorded answer the one that is wanted. Both ways are held to it: where a rule has a say, the recorded
// answer fails as well as any third one; a rule, and each case of it, that has a say nowhere fails by itself.
import type { RecordedStep } from "./lib/normalise";
import { anything, type Moment, type Rule } from "./lib/wanted";
import {
  errorAnswer,
  formAnswer,
  kindOf,
  nodesOf,
  objectOf,
  replaced,
  withFlow,
  withoutCookies,
} from "./lib/wanted-answers";
import { asKnown, sentToUnknown, withChosenAlone, wrongType } from "./lib/wanted-forms";

const generic = "4000001 error {reason:'<text>'}";
const page = (path: string) => `http://localhost:3000/${path}`;
const isPage = ({ request }: Moment) => "as" in request && request.as === "html";
const sessionCookie =
  "ory_kratos_session=<value>; expires=<now+30d>; httponly; max-age=2592000; path=/; samesite=Lax";

export const wantedDifferences: Rule[] = [
  {
    reason: "A completed flow is over: whoever comes by what was sent must not use it again.",
    place: "A completed sign-in flow, posted again, signs in again",
    cases: [
      [/(login|registration) > lets a native client use a flow twice > (submit again|somebody else)/, over],
      [/code-(login|registration) > takes a code once > again/, over],
      [/passkey-(login > takes|registration > refuses) an answer (once|a second time) > submit again/, over],
    ],
  },
  {
    reason: "The session's token changes at every rise of privilege: whoever holds the old one has nothing.",
    place: "The session's token stays the same when the second factor raises it to aal2",
    cases: [
      [/code-second > .* native client.* > (enter .*|the (right one|second))/, withNewToken],
      [/code-login > proves it is still a native client with a code > enter it/, withNewToken],
      [
        /(login-again|passkey-login) > asks a native client again (with refresh|for the passkey).* > submit/,
        withNewToken,
      ],
      [
        /login-again > asks a native client again with refresh and keeps the session > who is signed in/,
        ({ recorded }) => errorAnswer(recorded, 401, "Unauthorized"),
      ],
      [
        /v0alpha2\/(keys > adds a key for a browser, and removes it > submit|providers > links a provider for .*, and takes it away again > come back)/,
        ({ recorded }) => ({ ...recorded, cookies: [sessionCookie] }),
      ],
      [
        /v0alpha2\/second-factor > (sets up a (browser|script)'s app > submit|makes backup codes > confirm them)/,
        ({ recorded }) => (recorded.headers ? { ...recorded, cookies: [sessionCookie] } : undefined),
      ],
    ],
  },
  {
    reason:
      "Browsers read a backslash as a slash, so such an address is somebody else's. One parser, theirs, reads addresses, and its reading is compared and sent.",
    place: "`return_to=http:\\\\other.example` or `http:\\/other.example` passes the allow list",
    cases: [
      [
        /return-to > answers a return to (http:|\/)\\.* > start login/,
        ({ recorded }) =>
          errorAnswer(recorded, 400, "Bad Request", {
            id: "self_service_flow_return_to_forbidden",
            keepsCookies: true,
          }),
      ],
      [
        /return-to > returns to an allowed address in other case > submit/,
        ({ recorded }) => replaced(recorded, "http://LOCALHOST:3000/", "http://localhost:3000/"),
      ],
    ],
  },
  {
    reason: "HEAD changes nothing, and a browser that prefetches a link has not been asked to follow it.",
    place: "HEAD or a prefetch of the sign-out link signs out",
    cases: [
      [/logout > signs out on a head request > head/, ({ recorded }) => withoutCookies(recorded)],
      [
        /logout > signs out on a prefetch > prefetch/,
        ({ recorded }) => {
          const { location: _location, ...headers } = recorded.headers ?? {};
          return { ...withoutCookies(recorded), status: 204, headers };
        },
      ],
      [
        /logout > signs out on a (head request|prefetch) > who is signed in/,
        ({ recorded }) => ({ ...recorded, status: 200 }),
      ],
    ],
  },
  {
    reason:
      "Only POST changes anything, and the links of mails: addresses end up in histories, logs and referrers.",
    place: "A GET with the CSRF token in the query submits settings, verification",
    cases: [
      [
        /settings > answers a form that comes by get with its token, from a browser > get/,
        ({ recorded }) => withoutCookies(recorded),
      ],
      [
        /settings > answers a form that comes by get with its token, from a script > get/,
        ({ recorded }) =>
          errorAnswer(recorded, 422, "Unprocessable Entity", {
            id: "browser_location_change_required",
            beside: { redirect_browser_to: page("settings?flow=<flow>") },
          }),
      ],
      [
        /verification > answers a form that comes by get with its token > ask/,
        ({ recorded }) => {
          const rest = nodesOf(recorded).filter((node) => /csrf_token|code\/method .*submit/.test(node));
          const nodes = ["input code/email {required:true, type:'email'} label 1070007 info", ...rest];
          const changes = { active: "default", state: "choose_method" };
          return { ...withFlow(recorded, changes, { nodes, messages: ["4010006 error"] }), status: 400 };
        },
      ],
    ],
  },
  {
    reason: "A code of an app is good once, also the one that set the app up (RFC 6238, section 5.2).",
    place: "A TOTP code works twice within its time window",
    cases: [
      [
        /second-factor > takes the (app's code once > again|code once that set the app up > submit)/,
        ({ recorded }) => formAnswer(recorded, "login", { messages: ["4000008 error"], active: "totp" }),
      ],
    ],
  },
  {
    reason: "A field of a wrong type is named, with the type that it has to have.",
    place: "Odd JSON types in a submission answer 500",
    cases: [
      [/odd-types > .* with (traits that are a (list|string)|a code that is a number) > submit/, wrongType],
      [/registration > refuses a transient payload that is no object > submit/, wrongType],
      [/(code-login|code-registration) > names fields of a wrong type > a (number|text) for .*/, wrongType],
      [
        /(second-factor > takes odd types for none > a|identifier-first > does not name a wrong type >) .*/,
        wrongType,
      ],
      [/totp > is not set up without a code > a number/, wrongType],
      [/passkey-registration > answers to a list in the answer's place > submit/, wrongType],
    ],
  },
  {
    reason:
      "What a client sent amiss is no fault of the server: 400, and not 500 or the error page. A form says it.",
    place: "Odd JSON types in a submission answer 500; a fuzzer of all operations finds no 5xx",
    cases: [
      [
        /v0alpha2\/identities > (refuses what is no identity|wants the whole identity for an update) > (without traits|no JSON)/,
        ({ recorded }) => (recorded.status === 500 ? { ...recorded, status: 400 } : undefined),
      ],
      [
        /(passkey|webauthn)-(registration|settings) > refuses (a (script|native client) )?(a key|an? answer|the answer) .* > submit( again)?/,
        refusedKey,
      ],
      [
        /v0alpha2\/keys > adds no key of another page > submit/,
        ({ recorded }) => ({ ...recorded, status: 400 }),
      ],
      [
        /webauthn-login > refuses an answer before the address was named > submit/,
        ({ recorded }) => formAnswer(recorded, "login", { messages: ["4000008 error"] }),
      ],
      [
        /(passkey|webauthn)-(registration|settings) > refuses (a browser a key that answers another challenge > submit|the wrong key in the second step > the passkey)/,
        (at) => {
          const kind = at.topic.endsWith("settings") ? "settings" : "registration";
          const headers = { ...at.recorded.headers, location: page(`${kind}?flow=<flow>`) };
          return { ...at.recorded, status: kind === "settings" ? 303 : 302, headers };
        },
      ],
      [
        /(passkey|webauthn)-(registration|settings) > refuses (a browser a key that answers another challenge > what the form then shows|the wrong key in the second step > what the form shows after it)/,
        ({ recorded }) => withFlow(recorded, {}, { nodes: anything, messages: [generic] }),
      ],
    ],
  },
  {
    reason:
      "A flow belongs to the browser that began it: nobody chooses for a visitor whom they sign in as, and nobody is shown the settings of somebody else.",
    place: "No flow of one browser is usable in another",
    cases: [
      [/passkey-login > refuses an answer from another browser, as a (browser|script) > submit/, forged],
      [/oidc-login > takes no form without its token > submit/, forged],
      [
        /v0alpha2\/settings > takes no submission of somebody else > submit/,
        ({ recorded }) =>
          errorAnswer(recorded, 403, "Forbidden", { id: "security_identity_mismatch", isOlder: true }),
      ],
    ],
  },
  {
    reason: "Kratos neither keeps nor compares how often a key has signed, and lets its copy in.",
    place: "WebAuthn, section 6.1.1: signature counter",
    cases: [
      [
        /passkey-login > refuses a copy of a key, which has signed less often > its copy signs in/,
        ({ recorded }) => formAnswer(recorded, "login", { messages: ["4000008 error"] }),
      ],
    ],
  },
  {
    reason:
      "An account has one name in all its keys: another one locks out the key that was made at sign-up.",
    place: "WebAuthn, section 5.4.3: user handle",
    cases: [
      [
        /webauthn-passwordless-settings > does not remove the only way in, for .* > .*/,
        ({ recorded }) => {
          const made = replaced(recorded, '"id":"<id of 22 characters>"', '"id":"<key-handle-base64url>"');
          return nodesOf(made).join() === nodesOf(recorded).join() ? undefined : made;
        },
      ],
    ],
  },
  {
    reason:
      "Where accounts are not to be told apart, an unknown one is answered as a known one. An address in other case is the same address.",
    place: "An unknown account is answered after a random sleep: medians differ, many tries tell",
    cases: [
      [/code-login > does not tell an unknown address .* > unknown/, sentToUnknown],
      [
        /identifier-first > (sends a code at once, and )?does not tell that .* > ask for a code/,
        sentToUnknown,
      ],
      [
        /identifier-first > sends a code at once, and does not tell that none is sent > unknown/,
        sentToUnknown,
      ],
      [
        /identifier-first > does not tell (a|that) .* > (the form for the |a password for the )?unknown/,
        asKnown,
      ],
      [/identifier-first-keys > offers somebody unknown .*, with .*-guarded > the identifier/, asKnown],
      [
        /recovery-choice > knows the address in other case > the address/,
        ({ recorded }) =>
          withFlow(
            recorded,
            { state: "recovery_awaiting_code" },
            { nodes: anything, messages: ["1060004 info {masked_address:'AD****@foyer.example'}"] },
          ),
      ],
    ],
  },
  {
    reason: "The two codes of a native client are good once: whoever finds them in a log finds nothing.",
    place: "Codes, links, lookup secrets, TOTP steps and OIDC states are good once",
    cases: [
      [
        /oidc-native > gives a native client its session after a sign-(in|up) in a browser > exchange again/,
        ({ recorded }) => errorAnswer(recorded, 404, "Not Found"),
      ],
    ],
  },
  {
    reason:
      "Who enters a mail's code proves an address, and gets no session of the browser that signed up; what is switched off signs nobody up.",
    place: "No session without a completed credential",
    cases: [
      [
        /oauth2 > signs .* up for an OAuth2 server, which is told once .* > enter the code/,
        ({ recorded }) => withoutCookies(recorded),
      ],
      [
        /(registration > asks for a method that registers > code|code-registration > does not sign up by code where that is off > submit)/,
        ({ recorded }) => {
          const nodes = nodesOf(recorded).map((node) => node.replace(/(\/traits\..*), value:'[^']*'/, "$1"));
          const changes = { active: undefined, state: "choose_method", transient_payload: undefined };
          return withFlow(recorded, changes, { nodes, messages: ["4010003 error"] });
        },
      ],
    ],
  },
  {
    reason:
      "A form does what its buttons say. With all addresses in it, a browser would send the last one and not the chosen; the button that sends a code to a phone again would fail.",
    place: "A code goes to the address that was chosen",
    cases: [
      [
        /(code-second|courier-http) > .* > (choose .*|ask for a code|what the form then shows)/,
        withChosenAlone,
      ],
      [
        /courier-http > is asked again for a code to a phone > ask again/,
        ({ recorded }) => {
          const nodes = nodesOf(recorded).filter((node) => !node.startsWith("input code/email "));
          return { ...withFlow(recorded, {}, { nodes }), status: 200 };
        },
      ],
    ],
  },
  {
    reason: "A native client has no way back from a provider: it is told to choose another method.",
    place: "What v0alpha2 began there could not be ended",
    cases: [
      [
        /v0alpha2\/providers > leads a native client to the provider at (login|registration) > submit/,
        ({ recorded, scenario }) => {
          const messages = [scenario.endsWith("login") ? "4010002 error" : "4010003 error"];
          return withFlow(recorded, {}, { nodes: anything, messages });
        },
      ],
    ],
  },
  {
    reason:
      "What is over leaves no cookie, and an error page needs no secret: one comes with what is fetched next.",
    place: "What v0alpha2 left behind in browsers for thirty days",
    cases: [
      [
        /v0alpha2\/providers > (?!links a provider|takes nobody's).* > (come back|start settings)/,
        withoutContinuity,
      ],
      [/v0alpha2\/providers > links a provider for .* > take it away/, withoutContinuity],
      [
        /v0alpha2\/providers > takes nobody's way back in another browser > come back/,
        ({ recorded }) => withoutCookies(recorded),
      ],
      [
        /v0alpha2\/providers > takes nobody's way back in another browser > the error that the page shows/,
        ({ recorded, before }) => ({ ...recorded, cookies: before.at(-1)?.recorded.cookies ?? [] }),
      ],
    ],
  },
  {
    reason: "A browser shows what the account is called, and asks a third site for no picture.",
    place: "v0alpha2 called everybody a placeholder",
    cases: [
      [
        /v0alpha2\/keys > .* > (make key|start settings)/,
        ({ recorded }) => {
          const picture = '"icon":"https://via.placeholder.com/128"';
          const before = `"name":"placeholder",${picture},"displayName":"placeholder"`;
          const made = replaced(recorded, before, '"name":"Foyer","displayName":"Foyer"');
          return JSON.stringify(made) === JSON.stringify(recorded) ? undefined : made;
        },
      ],
    ],
  },
  {
    reason:
      "A body is what its content type says: Kratos writes a flow that does not exist behind the error.",
    place: "No answer is outside of the description",
    cases: [
      [
        /web-hooks > begins no flow for a (script|native client) when the receiver fails: login > start/,
        ({ recorded }) => ({ ...recorded, body: errorAnswer(recorded, 502, "Bad Gateway").body ?? null }),
      ],
    ],
  },
];

function over({ recorded }: Moment): RecordedStep {
  const beside = { since: "<nanoseconds>", expired_at: "<now>", use_flow_id: "<uuid>" };
  return errorAnswer(recorded, 410, "Gone", { id: "self_service_flow_expired", beside });
}

function withoutContinuity({ recorded }: Moment): RecordedStep | undefined {
  const kept = recorded.cookies?.filter((cookie) => !cookie.startsWith("ory_kratos_continuity="));
  if (kept?.length === recorded.cookies?.length) return undefined;
  return { ...withoutCookies(recorded), ...(kept && kept.length > 0 && { cookies: kept }) };
}

function withNewToken({ recorded }: Moment): RecordedStep | undefined {
  const body = objectOf(recorded.body);
  if (body["session_token"] !== "<token>") return undefined;
  return { ...recorded, body: { ...body, session_token: "<session token>" } };
}

function refusedKey(at: Moment): RecordedStep | undefined {
  if (at.recorded.status !== 500) return undefined;
  // What went well before still shows in settings, in Kratos as well.
  const wasSaved = at.recorded.step === "submit again" && { state: "success" };
  return formAnswer(at.recorded, kindOf(at), { messages: [generic], ...wasSaved });
}

function forged(at: Moment): RecordedStep {
  if (isPage(at)) {
    const headers = { ...at.recorded.headers, location: page("error?id=<uuid>") };
    return { ...withoutCookies(at.recorded), headers };
  }
  const error = { details: { docs: "<text>", hint: "<text>" } };
  return errorAnswer(at.recorded, 403, "Forbidden", { id: "security_csrf_violation", error });
}
