// Adding and removing passkeys in settings.
import type { KeyBehaviour, Step, Topic } from "../lib/scenario";
import { keyOwner, openWithOptions, signInByPasskey } from "./key-steps";
import {
  address,
  bearer,
  inWords,
  look,
  makeKey,
  password,
  person,
  refused,
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
const own = (as: Visitor) => (as === "native" ? bearer : {});
const adding = { method: "passkey", passkey_settings_register: "{{answer}}" };
const removing = (key: string) => ({ method: "passkey", passkey_remove: `{{${key}-id-hex}}` });
const identity = request("the identity", "admin", "GET /admin/identities/{{ada}}?include_credential=passkey");

const open = (as: Visitor, flow = "flow") =>
  openWithOptions("settings", as, "passkey_create_data", { flow, ...own(as) });
const after = (as: Visitor): Step[] => (as === "html" ? [look("settings")] : []);

/** Adds a passkey in a flow of its own. */
function add(key: string, as: Visitor = "spa"): Step[] {
  return [
    ...open(as, `add-${key}`),
    makeKey(key),
    submit("settings", as, adding, { flow: `add-${key}`, step: `add ${key}`, brief: true, ...own(as) }),
  ];
}

function refusedKey(name: string, behaviour: KeyBehaviour, as: Visitor = "spa") {
  return scenario(
    name,
    [
      person(),
      signIn(as),
      open(as),
      makeKey("key", { with: behaviour }),
      submit("settings", as, adding, own(as)),
      ...after(as),
    ],
    variant,
  );
}

export const passkeySettings: Topic = {
  topic: "passkey-settings",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `offers a passkey to ${inWords[as]}`,
        [person(), signIn(as), start("settings", as, { recorded: true, ...own(as) })],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `adds a passkey for ${inWords[as]}`,
        [
          person(),
          signIn(as),
          open(as),
          makeKey(),
          submit("settings", as, adding, own(as)),
          ...after(as),
          whoami(as === "native" ? "native" : "spa", own(as)),
          identity,
          openWithOptions("login", "native", "passkey_challenge", { flow: "by-key", options: "asked" }),
          useKey("key", { options: "asked", keep: "signed" }),
          submit(
            "login",
            "native",
            { method: "passkey", passkey_login: "{{signed}}" },
            { flow: "by-key", step: "sign in with it" },
          ),
        ],
        variant,
      ),
    ),
    scenario(
      "keeps a second passkey beside the first",
      [
        person(),
        signIn("spa"),
        add("one"),
        add("two"),
        signInByPasskey("native", "one"),
        signInByPasskey("native", "two"),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `removes a passkey of ${inWords[as]}, which then signs in nobody`,
        [
          person(),
          signIn(as),
          add("one", as === "html" ? "spa" : as),
          open(as),
          submit("settings", as, removing("one"), own(as)),
          ...after(as),
          identity,
          openWithOptions("login", "native", "passkey_challenge", { flow: "by-key", options: "asked" }),
          useKey("one", { options: "asked", keep: "signed" }),
          submit(
            "login",
            "native",
            { method: "passkey", passkey_login: "{{signed}}" },
            { flow: "by-key", step: "sign in with it" },
          ),
        ],
        variant,
      ),
    ),
    scenario(
      "removes one of two passkeys",
      [
        person(),
        signIn("spa"),
        add("one"),
        add("two"),
        open("spa"),
        submit("settings", "spa", removing("one")),
        openWithOptions("login", "native", "passkey_challenge", { flow: "by-key", options: "asked" }),
        useKey("one", { options: "asked", keep: "signed" }),
        submit(
          "login",
          "native",
          { method: "passkey", passkey_login: "{{signed}}" },
          { flow: "by-key", step: "sign in with it" },
        ),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `does not remove the only way in, for ${inWords[as]}`,
        [
          keyOwner("ada"),
          signInByPasskey(as, "ada-key"),
          start("settings", as, { recorded: true, ...own(as) }),
          submit("settings", as, removing("ada-key"), own(as)),
          ...after(as),
        ],
        variant,
      ),
    ),
    scenario(
      "removes the first of two passkeys that are the only ways in",
      [
        keyOwner("ada"),
        signInByPasskey("spa", "ada-key"),
        add("second"),
        open("spa"),
        submit("settings", "spa", removing("ada-key")),
        submit("settings", "spa", removing("second"), { step: "remove the other, too" }),
      ],
      variant,
    ),
    scenario(
      "sets a password beside a passkey and then removes the passkey",
      [
        keyOwner("ada"),
        signInByPasskey("spa", "ada-key"),
        start("settings", "spa"),
        submit("settings", "spa", { method: "password", password }, { step: "the password" }),
        submit("settings", "spa", removing("ada-key")),
      ],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `answers ${inWords[as]} that removes a passkey that is not there`,
        [
          person(),
          signIn(as),
          add("one"),
          open(as),
          submit("settings", as, { method: "passkey", passkey_remove: "00ff" }),
          ...after(as),
        ],
        variant,
      ),
    ),
    scenario(
      "answers who removes a passkey and has none",
      [person(), signIn("spa"), open("spa"), submit("settings", "spa", { passkey_remove: "00ff" })],
      variant,
    ),
    scenario(
      "removes when it is to remove and add",
      [
        person(),
        signIn("spa"),
        add("one"),
        open("spa"),
        makeKey("two"),
        submit("settings", "spa", { ...adding, ...removing("one") }),
        identity,
      ],
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
    scenario(
      "refuses an answer a second time",
      [
        person(),
        signIn("spa"),
        open("spa"),
        makeKey(),
        submit("settings", "spa", adding),
        submit("settings", "spa", adding, { step: "submit again" }),
      ],
      variant,
    ),
    scenario(
      "answers who sends no answer of a key",
      [person(), signIn("spa"), open("spa"), submit("settings", "spa", { method: "passkey" })],
      variant,
    ),
    ...["{}", "no JSON"].map((answer) =>
      scenario(
        `answers to ${answer} of a key`,
        [
          person(),
          signIn("spa"),
          open("spa"),
          submit("settings", "spa", { method: "passkey", passkey_settings_register: answer }),
        ],
        variant,
      ),
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses ${inWords[as]} without the form's token`,
        [
          person(),
          signIn(as),
          open(as),
          makeKey(),
          ...refused(submit("settings", as, adding, { csrf: null })),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `wants a newer sign-in of ${inWords[as]}`,
        [person(), signIn(as), open(as), makeKey(), submit("settings", as, adding, own(as))],
        { variant: "passkey-short-privilege" },
      ),
    ),
    scenario(
      "says that nothing names a passkey",
      [
        request("create ada", "admin", "POST /admin/identities", {
          json: {
            traits: { username: "ada-{{run}}", terms: true },
            credentials: { password: { config: { password } } },
          },
          brief: true,
        }),
        start("login", "spa", { flow: "login" }),
        submit(
          "login",
          "spa",
          { method: "password", identifier: "ada-{{run}}", password },
          { flow: "login", step: "sign in", brief: true },
        ),
        start("settings", "spa", { recorded: true }),
      ],
      { variant: "passkey-unnamed" },
    ),
    scenario(
      "adds a passkey that waited, after signing in again",
      [
        person(),
        signIn("html"),
        open("html"),
        makeKey(),
        signIn("native"),
        start("settings", "native", { ...bearer, flow: "other" }),
        submit(
          "settings",
          "native",
          { method: "password", password: "short" },
          {
            ...bearer,
            flow: "other",
            step: "wait until a later sign-in is too long ago",
            until: 403,
            brief: true,
          },
        ),
        submit("settings", "html", adding, { step: "the change" }),
        request(
          "start login",
          "html",
          "GET /self-service/login/browser?refresh=true&return_to={{public|url}}%2Fself-service%2Fsettings%3Fflow%3D{{flow}}",
          { keep: { login: "location.flow" } },
        ),
        look("login", { flow: "login", step: "the login" }),
        submit(
          "login",
          "html",
          { method: "password", identifier: address("ada"), password },
          { flow: "login", step: "sign in again" },
        ),
        request("return", "html", "GET /self-service/settings?flow={{flow}}"),
        look("settings"),
        identity,
      ],
      { variant: "passkey-brief-privilege" },
    ),
    scenario(
      "offers every kind of key",
      [person(), signIn("spa"), start("settings", "spa", { recorded: true })],
      { variant: "every-key" },
    ),
    scenario("refuses a passkey where they are off", [
      person(),
      signIn("spa"),
      start("settings", "spa"),
      submit("settings", "spa", { method: "passkey", passkey_settings_register: "{}" }),
    ]),
    scenario(
      "leaves the address of a person that has a passkey to them",
      [
        person(),
        signIn("spa"),
        add("one"),
        start("settings", "spa"),
        submit("settings", "spa", { method: "profile", traits: { email: address("new") } }, { brief: true }),
        identity,
      ],
      variant,
    ),
  ],
};
