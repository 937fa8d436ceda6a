// Signing up with a passkey.
import type { KeyBehaviour, Step, Topic } from "../lib/scenario";
import { openWithOptions, keyOwner } from "./key-steps";
import {
  address,
  inWords,
  look,
  makeKey,
  password,
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

const variant = { variant: "passkey" };
const twoStep = { variant: "passkey-two-step" };
const traits = { email: address("ada"), name: { first: "Ada", last: "Byron" } };
const withKey = { method: "passkey", traits, passkey_register: "{{answer}}" };
const identity = request("the identity", "admin", "GET /admin/identities/{{ada}}?include_credential=passkey");

const open = (as: Visitor) => openWithOptions("registration", as, "passkey_create_data");
const after = (as: Visitor): Step[] => (as === "html" ? [look("registration")] : []);

function refusedKey(name: string, behaviour: KeyBehaviour, as: Visitor = "spa") {
  return scenario(
    name,
    [open(as), makeKey("key", { with: behaviour }), submit("registration", as, withKey), ...after(as)],
    variant,
  );
}

export const passkeyRegistration: Topic = {
  topic: "passkey-registration",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("registration", as, { recorded: true }), variant),
    ),
    ...visitors.map((as) =>
      scenario(
        `signs up ${inWords[as]}`,
        [
          open(as),
          makeKey(),
          submit("registration", as, withKey),
          ...(as === "native" ? [] : [whoami("spa", { keep: { ada: "body.identity.id" } }), identity]),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `keeps what ${inWords[as]} typed when the traits are not valid, and takes the same key then`,
        [
          open(as),
          makeKey(),
          submit("registration", as, { ...withKey, traits: { email: "none", name: { first: "Ada" } } }),
          ...after(as),
          submit("registration", as, withKey, { step: "submit again", brief: true }),
        ],
        variant,
      ),
    ),
    scenario(
      "names missing traits",
      [
        open("spa"),
        makeKey(),
        submit("registration", "spa", { method: "passkey", passkey_register: "{{answer}}" }),
      ],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses ${inWords[as]} an address that somebody has`,
        [person(), open(as), makeKey(), submit("registration", as, withKey), ...after(as)],
        variant,
      ),
    ),
    scenario(
      "refuses an address that somebody has a passkey for",
      [keyOwner("ada"), open("spa"), makeKey(), submit("registration", "spa", withKey)],
      variant,
    ),
    ...visitors.map((as) =>
      refusedKey(
        `refuses ${inWords[as]} a key that answers another challenge`,
        { challenge: "bm90IHRoZSBvbmU" },
        as,
      ),
    ),
    refusedKey("refuses a key that was asked on another page", { origin: "https://elsewhere.example" }),
    refusedKey("refuses a key that was asked for another site", { rpId: "elsewhere.example" }),
    refusedKey("refuses a key that was to sign in", { ceremony: "webauthn.get" }),
    refusedKey("refuses a key that nobody touched", { isPresent: false }),
    refusedKey("takes a key that did not recognise its owner", { isVerified: false }),
    refusedKey("takes a key that is copied to other devices", { isSynced: true }),
    scenario(
      "names a passkey after its maker",
      [
        open("spa"),
        makeKey("key", { with: { aaguid: "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4" } }),
        submit("registration", "spa", withKey, { brief: true, keep: { ada: "body.identity.id" } }),
        identity,
      ],
      variant,
    ),
    scenario(
      "refuses the answer to another flow's options",
      [
        open("spa"),
        openWithOptions("registration", "spa", "passkey_create_data", {
          flow: "other",
          options: "other-options",
        }),
        makeKey("key", { options: "other-options" }),
        submit("registration", "spa", withKey),
      ],
      variant,
    ),
    scenario(
      "refuses an answer a second time",
      [
        open("native"),
        makeKey(),
        submit("registration", "native", withKey, { brief: true }),
        submit(
          "registration",
          "native",
          { ...withKey, traits: { email: address("grace") } },
          { step: "submit again" },
        ),
      ],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses ${inWords[as]} without the form's token`,
        [open(as), makeKey(), ...refused(submit("registration", as, withKey, { csrf: null }))],
        variant,
      ),
    ),
    ...["{}", "no JSON", '{"id":"","type":"public-key"}', "true", ""].map((answer) =>
      scenario(
        `answers to ${answer === "" ? "an empty answer" : answer} of a key`,
        [open("spa"), submit("registration", "spa", { ...withKey, passkey_register: answer })],
        variant,
      ),
    ),
    scenario(
      "answers to a list in the answer's place",
      [open("spa"), submit("registration", "spa", { ...withKey, passkey_register: ["{{options}}"] })],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} for the traits, then for the passkey`,
        [
          start("registration", as, { recorded: as !== "html" }),
          submit("registration", as, { method: "profile", traits }, { step: "the profile" }),
          look("registration", {
            as: as === "native" ? "native" : "spa",
            keep: {
              options: "node.passkey_create_data",
              ...(as !== "native" && { "flow-csrf": "node.csrf_token" }),
            },
          }),
          makeKey(),
          submit("registration", as, withKey, { step: "the passkey" }),
        ],
        twoStep,
      ),
    ),
    scenario(
      "asks for the same key after going back and forth",
      [
        start("registration", "spa"),
        submit(
          "registration",
          "spa",
          { method: "profile", traits },
          { step: "the profile", brief: true, keep: { options: "node.passkey_create_data" } },
        ),
        makeKey(),
        submit("registration", "spa", { method: "profile", screen: "previous", traits }, { step: "back" }),
        submit("registration", "spa", { method: "profile", traits }, { step: "forth" }),
        submit("registration", "spa", withKey, { step: "the passkey" }),
      ],
      twoStep,
    ),
    scenario(
      "refuses the wrong key in the second step",
      [
        start("registration", "html"),
        submit("registration", "html", { method: "profile", traits }, { step: "the profile" }),
        look("registration", {
          brief: true,
          keep: { options: "node.passkey_create_data", "flow-csrf": "node.csrf_token" },
        }),
        makeKey("key", { with: { origin: "https://elsewhere.example" } }),
        submit("registration", "html", withKey, { step: "the passkey" }),
        look("registration", { step: "what the form shows after it" }),
      ],
      twoStep,
    ),
    scenario(
      "lets somebody who has no passkey take a password",
      [open("spa"), submit("registration", "spa", { method: "password", traits, password })],
      variant,
    ),
    scenario("refuses a passkey where they are off", [
      start("registration", "spa"),
      submit("registration", "spa", { method: "passkey", traits, passkey_register: "{}" }),
    ]),
    scenario(
      "refuses a flow that is over",
      [
        start("registration", "native"),
        submit("registration", "native", { method: "passkey", traits, passkey_register: "{}" }),
      ],
      { variant: "passkey-expired" },
    ),
  ],
};
