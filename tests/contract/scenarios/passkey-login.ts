// Signing in with a passkey.
import type { KeyBehaviour, Step, Topic } from "../lib/scenario";
import { keyOwner, openWithOptions, signInByPasskey } from "./key-steps";
import {
  bearer,
  inWords,
  look,
  makeKey,
  person,
  request,
  scenario,
  signIn,
  start,
  submit,
  useKey,
  visitors,
  whoami,
  type Visitor,
} from "./steps";

const variant = { variant: "passkey" };
const withKey = { method: "passkey", passkey_login: "{{answer}}" };
const asked = (as: Visitor, more = {}) => openWithOptions("login", as, "passkey_challenge", more);
const after = (as: Visitor): Step[] => (as === "html" ? [look("login")] : []);
const inSession = (as: Visitor) => whoami(as === "native" ? "native" : "spa", as === "native" ? bearer : {});

function signsWith(name: string, behaviour: KeyBehaviour, as: Visitor = "spa") {
  return scenario(
    name,
    [
      keyOwner("ada"),
      asked(as),
      useKey("ada-key", { with: behaviour }),
      submit("login", as, withKey),
      ...after(as),
    ],
    variant,
  );
}

export const passkeyLogin: Topic = {
  topic: "passkey-login",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("login", as, { recorded: true }), variant),
    ),
    ...visitors.map((as) =>
      scenario(
        `signs in ${inWords[as]}`,
        [
          keyOwner("ada"),
          asked(as),
          useKey("ada-key"),
          submit("login", as, withKey, as === "native" ? { keep: { token: "body.session_token" } } : {}),
          inSession(as),
        ],
        variant,
      ),
    ),
    scenario(
      "signs in without a method named",
      [
        keyOwner("ada"),
        asked("spa"),
        useKey("ada-key"),
        submit("login", "spa", { passkey_login: "{{answer}}" }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `does not know a key of ${inWords[as]} that nobody has signed up with`,
        [
          openWithOptions("registration", "spa", "passkey_create_data", {
            browser: "another",
            flow: "abandoned",
            options: "abandoned-options",
          }),
          makeKey("key", { options: "abandoned-options", keep: "abandoned-answer" }),
          asked(as),
          useKey(),
          submit("login", as, withKey),
          ...after(as),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      signsWith(
        `refuses ${inWords[as]} a key that answers another challenge`,
        { challenge: "bm90IHRoZSBvbmU" },
        as,
      ),
    ),
    signsWith("refuses a key that was asked on another page", { origin: "https://elsewhere.example" }),
    signsWith("refuses a key that was asked for another site", { rpId: "elsewhere.example" }),
    signsWith("refuses a key that was to sign up", { ceremony: "webauthn.create" }),
    signsWith("refuses a key that nobody touched", { isPresent: false }),
    signsWith("refuses a key that signs something else", { signsOther: true }),
    signsWith("refuses a key that is suddenly copied to other devices", { isSynced: true }),
    signsWith("takes a key that did not recognise its owner", { isVerified: false }),
    signsWith("does not know a key that names nobody", { userHandle: "" }),
    signsWith("does not know a key that names somebody else", { userHandle: "c29tZWJvZHkgZWxzZQ" }),
    scenario(
      "refuses the key of one person under the name of another",
      [
        keyOwner("ada"),
        keyOwner("eve"),
        asked("spa"),
        useKey("eve-key", { with: { userHandle: "{{ada-key-handle-base64url}}" } }),
        submit("login", "spa", withKey),
      ],
      variant,
    ),
    scenario(
      "refuses a copy of a key, which has signed less often",
      [
        openWithOptions("registration", "spa", "passkey_create_data", {
          browser: "ada signs up",
          flow: "sign-up",
        }),
        makeKey("key", { with: { counter: 5 } }),
        submit(
          "registration",
          "spa",
          {
            ...{ method: "passkey", passkey_register: "{{answer}}" },
            traits: { email: "ada-{{run}}@foyer.example" },
          },
          { browser: "ada signs up", flow: "sign-up", step: "sign up", brief: true },
        ),
        asked("native", { flow: "first" }),
        useKey("key", { step: "the key" }),
        submit("login", "native", withKey, { flow: "first", step: "the key signs in" }),
        asked("native", { flow: "second" }),
        useKey("key", { step: "its copy", with: { counter: 6 } }),
        submit("login", "native", withKey, { flow: "second", step: "its copy signs in" }),
        asked("native", { flow: "third" }),
        useKey("key", { step: "the key again" }),
        submit("login", "native", withKey, { flow: "third", step: "the key signs in again" }),
      ],
      variant,
    ),
    scenario(
      "refuses an answer in another flow",
      [
        keyOwner("ada"),
        asked("native", { flow: "first" }),
        useKey("ada-key"),
        submit("login", "native", withKey, { flow: "first", step: "submit", brief: true }),
        start("login", "native", { flow: "second" }),
        submit("login", "native", withKey, { flow: "second", step: "submit elsewhere" }),
      ],
      variant,
    ),
    scenario(
      "takes an answer once",
      [
        keyOwner("ada"),
        asked("native"),
        useKey("ada-key"),
        submit("login", "native", withKey, { brief: true }),
        submit("login", "native", withKey, { step: "submit again" }),
      ],
      variant,
    ),
    scenario(
      "takes the right answer after a wrong one",
      [
        keyOwner("ada"),
        asked("spa"),
        useKey("ada-key", { step: "a wrong answer", with: { signsOther: true }, keep: "wrong" }),
        submit("login", "spa", { method: "passkey", passkey_login: "{{wrong}}" }, { step: "submit it" }),
        useKey("ada-key"),
        submit("login", "spa", withKey),
      ],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses an answer from another browser, as ${inWords[as]}`,
        [
          keyOwner("ada"),
          asked(as),
          useKey("ada-key"),
          start("login", as, { browser: "second", flow: "own" }),
          submit("login", as, withKey, { browser: "second", csrf: "{{own-csrf}}" }),
        ],
        variant,
      ),
    ),
    ...["{}", "no JSON", '{"id":"","type":"public-key"}'].map((answer) =>
      scenario(
        `answers to ${answer} of a key`,
        [asked("spa"), submit("login", "spa", { method: "passkey", passkey_login: answer })],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} for the key alone when it is chosen without an answer`,
        [
          asked(as),
          submit("login", as, { method: "passkey" }),
          look("login", { as: as === "native" ? as : "spa" }),
        ],
        variant,
      ),
    ),
    scenario(
      "does not sign in whom an admin has disabled",
      [
        keyOwner("ada"),
        request("disable", "admin", "PATCH /admin/identities/{{ada}}", {
          json: [{ op: "replace", path: "/state", value: "inactive" }],
          brief: true,
        }),
        asked("spa"),
        useKey("ada-key"),
        submit("login", "spa", withKey),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} again for the passkey`,
        [
          keyOwner("ada"),
          signInByPasskey(as, "ada-key"),
          start("login", as, { recorded: true, query: "refresh=true", ...(as === "native" ? bearer : {}) }),
          look("login", {
            as: as === "native" ? as : "spa",
            step: "the options",
            keep: {
              options: "node.passkey_challenge",
              ...(as !== "native" && { "flow-csrf": "node.csrf_token" }),
            },
          }),
          useKey("ada-key", { step: "use it again" }),
          submit("login", as, withKey, as === "native" ? bearer : {}),
          ...(as === "native" ? [] : [whoami("spa")]),
        ],
        variant,
      ),
    ),
    scenario(
      "asks nobody again for a passkey who has none",
      [person(), signIn("spa"), start("login", "spa", { query: "refresh=true", recorded: true })],
      variant,
    ),
    scenario(
      "refuses the passkey of somebody else when it is asked for again",
      [
        keyOwner("ada"),
        keyOwner("eve"),
        signInByPasskey("spa", "ada-key"),
        openWithOptions("login", "spa", "passkey_challenge", { query: "refresh=true" }),
        useKey("eve-key"),
        submit("login", "spa", withKey),
      ],
      variant,
    ),
    scenario(
      "does not take a passkey for a second factor",
      [
        keyOwner("ada"),
        signInByPasskey("spa", "ada-key"),
        asked("spa", { browser: "other", flow: "other" }),
        useKey("ada-key", { step: "use it again" }),
        start("login", "spa", { query: "aal=aal2", recorded: true }),
        submit("login", "spa", withKey),
      ],
      variant,
    ),
    scenario("refuses a passkey where they are off", [
      start("login", "spa"),
      submit("login", "spa", { method: "passkey", passkey_login: "{}" }),
    ]),
    scenario(
      "refuses a flow that is over",
      [start("login", "native"), submit("login", "native", { method: "passkey", passkey_login: "{}" })],
      { variant: "passkey-expired" },
    ),
    scenario(
      "takes a security key that stands in the place of a password",
      [
        keyOwner("ada", "ada-key", "webauthn"),
        asked("spa"),
        useKey("ada-key"),
        submit("login", "spa", withKey),
        whoami("spa"),
      ],
      { variant: "every-key" },
    ),
    ...visitors.map((as) =>
      scenario(`starts with every kind of key for ${inWords[as]}`, start("login", as, { recorded: true }), {
        variant: "every-key",
      }),
    ),
    scenario(
      "asks again for whatever key there is",
      [
        keyOwner("ada", "ada-key", "webauthn"),
        asked("spa"),
        useKey("ada-key"),
        submit("login", "spa", withKey, { brief: true }),
        start("login", "spa", { query: "refresh=true", recorded: true, flow: "again" }),
      ],
      { variant: "every-key" },
    ),
  ],
};
