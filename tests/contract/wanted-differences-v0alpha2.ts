// Where the older API of Foyer's identity server is meant to answer otherwise than Kratos 0.8.2, and why: where the older
// answer was a slip or did harm, and where today's work shows through.
import type { WantedDifference } from "./wanted-differences";
import { nothing, wantedAt as at } from "./lib/wanted-at";

const keptCookie = (change: "new" | "changed") => [
  `csrf_token_<hash of the public URL>=<value>; ${change}; httponly; max-age=31536000; path=/; samesite=Lax`,
];

const sessionCookie =
  "ory_kratos_session=<value>; expires=<now+30d>; httponly; max-age=2592000; path=/; samesite=Lax";

const ownName = "A browser shows the account's name, and asks a third site for no picture.";

const overWithTheProvider = "What is over leaves no cookie; Kratos writes its own anew for thirty days.";

export const wantedDifferencesV0alpha2: WantedDifference[] = [
  ...at("v0alpha2/login", "asks to refresh where nobody is signed in", {
    reason: "Where nobody is signed in there is nothing to refresh, and the form should not say so.",
    "start login": { "body.refresh": false, "body.ui.messages": nothing },
  }),
  ...at("v0alpha2/login", "does not sign in whose address is not verified", {
    reason: "What was typed is kept.",
    submit: {
      "body.ui.nodes": [
        "input default/csrf_token {required:true, type:'hidden', value:'<csrf token>'}",
        "input password/password_identifier {required:true, type:'text', value:'ada-<run>@foyer.example'} label 1070004 info",
        "input password/password {required:true, type:'password'} label 1070001 info",
        "input password/method {type:'submit', value:'password'} label 1010001 info {}",
      ],
    },
  }),
  ...["a script", "a native client"].flatMap((who) =>
    at("v0alpha2/registration", `signs nobody in without the hook, for ${who}`, {
      reason: "Without the hook there is no session; Kratos tells of one that it never stored.",
      submit: { "body.session": nothing },
    }),
  ),
  ...["a browser", "a script"].flatMap((who) =>
    at("v0alpha2/registration", `signs nobody in without the hook, for ${who}`, {
      reason: "The verification that follows gives the browser a new secret.",
      submit: { cookies: keptCookie("changed") },
    }),
  ),
  ...(["a browser", "a script", "a native client"] as const).flatMap((who) =>
    at("v0alpha2/registration", `refuses a taken address, of ${who}`, {
      reason: "What was typed is kept: nobody should have to fill in a form twice.",
      [who === "a browser" ? "what the form then shows" : "submit"]: {
        "body.ui.nodes": [
          `input default/csrf_token {required:true, type:'hidden', value:'${who === "a native client" ? "" : "<csrf token>"}'}`,
          "input password/traits.email {required:true, type:'email', value:'ada-<run>@foyer.example'} label 1070002 info",
          "input password/password {required:true, type:'password'} label 1070001 info",
          "input password/traits.name.first {type:'text'} label 1070002 info",
          "input password/traits.name.last {type:'text'} label 1070002 info",
          "input password/method {type:'submit', value:'password'} label 1040001 info {}",
        ],
      },
    }),
  ),
  ...at("v0alpha2/recovery", "leads from the link to the settings", {
    reason: "The settings after a recovery lead back to where the recovery was asked to lead.",
    "the settings": {
      "body.request_url":
        "<public>/self-service/recovery?flow=<flow>&return_to=http%3A%2F%2Flocalhost%3A3000%2Fdashboard&token=<token>",
      "body.return_to": "http://localhost:3000/dashboard",
    },
  }),
  ...(["recovery", "verification"] as const).flatMap((kind) =>
    at(`v0alpha2/${kind}`, "begins anew for a native client when the flow is over", {
      reason: "The flow that takes its place belongs to a browser, and needs a secret.",
      submit: { cookies: keptCookie("new") },
    }),
  ),
  ...["a browser", "a script"].flatMap((who) =>
    at("v0alpha2/verification", `begins anew for ${who} when the flow is over`, {
      reason: "A new form has a new secret.",
      submit: { cookies: keptCookie("changed") },
    }),
  ),
  ...at("v0alpha2/verification", "asks for a method when none is named", {
    reason: "A submission that names no method is nobody's: no field takes its value from it.",
    submit: {
      "body.ui.nodes": [
        "input default/csrf_token {required:true, type:'hidden', value:'<csrf token>'}",
        "input link/email {required:true, type:'email'} label 1070007 info",
        "input link/method {type:'submit', value:'link'} label 1070005 info",
      ],
    },
  }),
  ...at("v0alpha2/verification", "verifies by the link that was asked for, and leads back", {
    reason: "A verification that is over shows the way on, and no form that would be refused.",
    "the flow afterwards": {
      "body.ui.action": "http://localhost:3000/welcome-back",
      "body.ui.method": "GET",
      "body.ui.nodes": [
        "input default/csrf_token {required:true, type:'hidden', value:'<csrf token>'}",
        "a link/continue {href:'http://localhost:3000/welcome-back', title:'1070005 info'} label 1070005 info",
      ],
    },
  }),
  ...at("v0alpha2/settings", "takes no submission of somebody else", {
    reason: "Kratos answers with the settings, and so the traits, of the other person.",
    submit: { status: 403, "body.error.id": "security_identity_mismatch" },
  }),
  ...(
    [
      ["sets up a browser's app", "submit"],
      ["sets up a script's app", "submit"],
      ["makes backup codes", "confirm them"],
    ] as const
  ).flatMap(([scenario, step]) =>
    at("v0alpha2/second-factor", scenario, {
      reason: "The session rises with its second factor, and its token changes with it: the old one is dead.",
      [step]: {
        cookies: [
          "ory_kratos_session=<value>; expires=<now+30d>; httponly; max-age=2592000; path=/; samesite=Lax",
        ],
      },
    }),
  ),
  ...at(
    "v0alpha2/lookup",
    "knows a verification flow by its id alone, not by the name that its page has for it",
    {
      reason:
        "What is not there is a 404, as with every other kind of flow; Kratos answers 200 with nothing.",
      fetch: { status: 404, "body.error.code": 404 },
    },
  ),
  ...at("v0alpha2/lookup", "knows no verification flow by another id", {
    reason: "What is not there is a 404, as with every other kind of flow; Kratos answers 200 with nothing.",
    fetch: { status: 404, "body.error.code": 404 },
    "fetch without an id": { status: 404, "body.error.code": 404 },
  }),
  ...at("v0alpha2/errors", "lists the schemas", {
    reason: "An empty list is a list.",
    "a page after the last": { body: [] },
  }),
  ...at("v0alpha2/errors", "leads from the admin port to the schemas", {
    reason: "The list is on the public port, as each schema is; Kratos leads there for a single one only.",
    all: { status: 307, "headers.location": "<public>/schemas" },
  }),
  ...[
    "signs a browser up through a provider",
    "signs a script up through a provider",
    "signs a browser in through a provider",
    "signs a script in through a provider",
    "signs up at the sign-in whom the provider knows and we do not",
    "leads back to where the sign-up was asked to lead",
  ].flatMap((scenario) =>
    at("v0alpha2/providers", scenario, {
      reason: overWithTheProvider,
      "come back": { cookies: [...keptCookie("changed"), sessionCookie] },
    }),
  ),
  ...[
    "asks for what the provider did not tell",
    "does not sign up with the address of somebody else",
    "tells of somebody who said no to the provider",
    "links no provider that somebody else has linked",
  ].flatMap((scenario) =>
    at("v0alpha2/providers", scenario, { reason: overWithTheProvider, "come back": { cookies: nothing } }),
  ),
  ...at("v0alpha2/providers", "does not take away the only way in", {
    reason: overWithTheProvider,
    "start settings": { cookies: nothing },
  }),
  ...["a browser", "a script"].flatMap((who) =>
    at("v0alpha2/providers", `links a provider for ${who}, and takes it away again`, {
      reason: `${overWithTheProvider} And the session's token changes with a new proof: the old one is dead.`,
      "come back": { cookies: [sessionCookie] },
      "take it away": { cookies: nothing },
    }),
  ),
  ...at("v0alpha2/providers", "takes nobody's way back in another browser", {
    reason: "A page that shows an error needs no secret; one comes with the first form.",
    "come back": { cookies: nothing },
    "the error that the page shows": { cookies: keptCookie("new") },
  }),
  ...at("v0alpha2/providers", "leads a native client to the provider at login", {
    reason: "A native client has no way back from a provider: it is told to choose another method.",
    submit: { "body.ui.messages": ["4010002 error"] },
  }),
  ...at("v0alpha2/providers", "leads a native client to the provider at registration", {
    reason:
      "A native client has no way back from a provider: it is told to choose another method, in the whole form.",
    submit: {
      "body.ui.nodes": [
        "input default/csrf_token {required:true, type:'hidden', value:''}",
        "input password/traits.email {required:true, type:'email'} label 1070002 info",
        "input password/password {required:true, type:'password'} label 1070001 info",
        "input password/traits.name.first {type:'text'} label 1070002 info",
        "input password/traits.name.last {type:'text'} label 1070002 info",
        "input password/method {type:'submit', value:'password'} label 1040001 info {}",
      ],
      "body.ui.messages": ["4010003 error"],
    },
  }),
  ...[
    "adds a key for a browser, and removes it",
    "adds a key for a script, and removes it",
    "adds no key of another page",
    "takes the key as the second factor of a browser",
    "takes the key as the second factor of a script",
    "shows what it asks a key for",
    "takes no other key",
  ].flatMap((scenario) =>
    at("v0alpha2/keys", scenario, {
      reason: ownName,
      "make key": {
        "body.publicKey.user.name": "Foyer",
        "body.publicKey.user.displayName": "Foyer",
        "body.publicKey.user.icon": nothing,
      },
    }),
  ),
  ...at("v0alpha2/keys", "offers to add a key", {
    reason: ownName,
    "start settings": {
      "body.ui.nodes": [
        "input default/csrf_token {required:true, type:'hidden', value:'<csrf token>'}",
        "input profile/traits.email {required:true, type:'email', value:'ada-<run>@foyer.example'} label 1070002 info",
        "input profile/traits.name.first {type:'text'} label 1070002 info",
        "input profile/traits.name.last {type:'text'} label 1070002 info",
        "input profile/method {type:'submit', value:'profile'} label 1070003 info",
        "input password/password {required:true, type:'password'} label 1070001 info",
        "input password/method {type:'submit', value:'password'} label 1070003 info",
        "input webauthn/webauthn_register_displayname {type:'text', value:''} label 1050013 info",
        `input webauthn/webauthn_register_trigger {onclick:'window.__oryWebAuthnRegistration({"publicKey":{"challenge":"<challenge of 43 characters>","rp":{"name":"Foyer","id":"localhost"},"user":{"name":"Foyer","displayName":"Foyer","id":"<id of 22 characters>"},"pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-35},{"type":"public-key","alg":-36},{"type":"public-key","alg":-257},{"type":"public-key","alg":-258},{"type":"public-key","alg":-259},{"type":"public-key","alg":-37},{"type":"public-key","alg":-38},{"type":"public-key","alg":-39},{"type":"public-key","alg":-8}],"authenticatorSelection":{"requireResidentKey":false,"userVerification":"preferred"},"timeout":60000}})', type:'button', value:''} label 1050012 info`,
        "input webauthn/webauthn_register {type:'hidden', value:''}",
        "script webauthn/webauthn_script {async:true, crossorigin:'anonymous', integrity:'<sha512>', referrerpolicy:'no-referrer', src:'<public>/.well-known/ory/webauthn.js', type:'text/javascript'}",
      ],
    },
  }),
  ...at("v0alpha2/keys", "adds a key for a browser, and removes it", {
    reason: "The session rises with its second factor, and its token changes with it: the old one is dead.",
    submit: { cookies: [sessionCookie] },
  }),
  ...at("v0alpha2/keys", "adds no key of another page", {
    reason: "A wrong answer of a key is a mistake of the client, not of the server.",
    submit: { status: 400 },
  }),
  ...at("v0alpha2/identities", "sets no credentials", {
    reason: "The body of an error says the status that it comes with.",
    create: { "body.error.code": 400, "body.error.status": "Bad Request", "body.error.reason": "<text>" },
  }),
  ...at("v0alpha2/identities", "refuses what is no identity", {
    reason: "A mistake of the client is a 400, in the body as well; Kratos says 500.",
    "without traits": { status: 400, "body.error.code": 400 },
    "no object": { "body.error.code": 400, "body.error.status": "Bad Request" },
    "no JSON": { "body.error.code": 400, "body.error.status": "Bad Request" },
  }),
  ...at("v0alpha2/identities", "wants the whole identity for an update", {
    reason: "A mistake of the client is a 400; Kratos says 500.",
    "without traits": { status: 400, "body.error.code": 400 },
    "no JSON": { status: 400, "body.error.code": 400 },
  }),
];
