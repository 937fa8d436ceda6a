// Where Foyer is meant to answer otherwise than Kratos 26.2 about providers.
import { wantedAt as at } from "./lib/wanted-at";
import type { WantedDifference } from "./wanted-differences";

/** Providers. */
export function oidcDifferences(): WantedDifference[] {
  const proof = { method: "oidc", aal: "aal1", completed_at: "<now>", provider: "peer" };
  return [
    ...["a browser", "a script"].flatMap((who) =>
      at("oidc-login", `proves once more who is signed in, as ${who}`, {
        reason: "The session goes on and lists each proof, as with a password; Kratos begins another one.",
        "who is signed in": { "body.authentication_methods": [proof, proof] },
        ...(who === "a script" && {
          "come back again": { "body.session.authentication_methods": [proof, proof] },
        }),
      }),
    ),
    ...at("oidc-login", "takes no form without its token", {
      reason: "Another site must not choose for a visitor whom they sign in as.",
      submit: { status: 403, "body.error.id": "security_csrf_violation" },
    }),
    ...["registration", "login"].flatMap((kind) => [
      ...at("oidc-linked", automatic(kind, "a browser"), {
        ...isAutomatic,
        "come back": {
          "headers.location": "http://localhost:3000/welcome",
          cookies: [
            "csrf_token_<hash of the public URL>=<value>; changed; httponly; max-age=31536000; path=/; samesite=Lax",
            "ory_kratos_session=<value>; expires=<now+30d>; httponly; max-age=2592000; path=/; samesite=Lax",
          ],
        },
        ...linked,
      }),
      ...at("oidc-linked", automatic(kind, "a script"), {
        ...isAutomatic,
        "come back": { status: 200, "body.session.authentication_methods": [proof] },
        ...linked,
      }),
    ]),
    ...at("oidc-registration", "shows an address that is none", {
      reason: "What is wrong is said once.",
      "the form": {
        "body.ui.nodes": [
          "input oidc/provider {type:'submit', value:'peer'} label 1040003 info",
          csrfNode(),
          "input default/traits.email {autocomplete:'email', required:true, type:'email', value:'no-address'} label 1070002 info {name:'traits.email', title:'Email'} message 4000040 error {value:'no-address'}",
          ...names,
        ],
      },
    }),
    ...at("oidc-settings", "refuses what cannot be linked or unlinked, to a browser", {
      reason: "A person is told in the form what was wrong; a refused change did not succeed.",
      "nothing linked": { "headers.location": "http://localhost:3000/settings?flow=<flow>" },
      "after nothing linked": { "body.ui.messages": ["4000001 error {reason:'<text>'}"] },
      "after linked already": { "body.state": "show_form" },
    }),
    ...at("oidc-settings", "refuses what cannot be linked or unlinked, to a script", {
      reason: "A person is told in the form what was wrong; a refused change did not succeed.",
      "nothing linked": { status: 400, "body.ui.messages": ["4000001 error {reason:'<text>'}"] },
      "after nothing linked": { "body.ui.messages": ["4000001 error {reason:'<text>'}"] },
      "linked already": { "body.state": "show_form" },
      "after linked already": { "body.state": "show_form" },
    }),
    ...["a sign-in", "a sign-up"].flatMap((what) =>
      at("oidc-native", `gives a native client its session after ${what} in a browser`, {
        reason: "The two codes are good once: whoever finds them in a log finds nothing.",
        "exchange again": { status: 404 },
      }),
    ),
    ...at("oidc-ways", "adds to an id token the traits that are sent with it", {
      reason: "The form asks for everything, as it does after a provider's page.",
      submit: {
        "body.active": "oidc",
        "body.ui.nodes": [
          "input oidc/provider {type:'submit', value:'device'} label 1040003 info",
          csrfNode(true),
          "input default/traits.email {autocomplete:'email', required:true, type:'email'} label 1070002 info {name:'traits.email', title:'Email'} message 4000002 error {property:'email'}",
          ...names,
        ],
      },
    }),
  ];
}

const automatic = (kind: string, who: string) =>
  `links, or not, an address that both have verified, where that is automatic, at ${kind} of ${who}`;
const isAutomatic = {
  reason:
    "`account_linking_mode: automatic` does what Ory's documentation says of it; the open Kratos reads the key and goes on asking for a proof.",
};
const linked = {
  "who is signed in": { status: 200, "body.identity.id": "<ada>" },
  "the credentials": {
    "body.credentials.oidc": {
      type: "oidc",
      identifiers: ["peer:ada-<run>"],
      version: 0,
      created_at: "<now>",
      updated_at: "<now>",
    },
  },
};

const names = ["first", "last"].map(
  (which) =>
    `input default/traits.name.${which} {type:'text'} label 1070002 info {name:'traits.name.${which}', title:'${which === "first" ? "First" : "Last"} name'}`,
);

function csrfNode(isNative = false): string {
  return `input default/csrf_token {required:true, type:'hidden', value:'${isNative ? "" : "<csrf token>"}'}`;
}
