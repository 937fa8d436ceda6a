// Security keys as a second factor: in settings and at sign-in.
import type { KeyBehaviour, Step, Topic } from "../lib/scenario";
import { openWithOptions } from "./key-steps";
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

type InBrowser = Exclude<Visitor, "native">;
const browsers: InBrowser[] = ["html", "spa"];

const variant = { variant: "webauthn" };
const own = (as: Visitor) => (as === "native" ? bearer : {});
const adding = {
  method: "webauthn",
  webauthn_register: "{{answer}}",
  webauthn_register_displayname: "Key on the ring",
};
const removing = (key: string) => ({ method: "webauthn", webauthn_remove: `{{${key}-id-hex}}` });
const proving = { method: "webauthn", identifier: address("ada"), webauthn_login: "{{answer}}" };
const identity = request(
  "the identity",
  "admin",
  "GET /admin/identities/{{ada}}?include_credential=webauthn",
);

const open = (as: InBrowser, flow = "flow") =>
  openWithOptions("settings", as, "webauthn_register_trigger", { flow });
const after = (as: Visitor, kind: "settings" | "login" = "settings"): Step[] =>
  as === "html" ? [look(kind)] : [];

function add(key: string, more: { browser?: string } = {}): Step[] {
  const flow = `add-${key}`;
  return [
    ...openWithOptions("settings", "spa", "webauthn_register_trigger", { flow, ...more }),
    makeKey(key),
    submit("settings", "spa", adding, { flow, step: `add ${key}`, brief: true, ...more }),
  ];
}

/** The first factor, of somebody whose session then waits for the second. */
function firstFactor(as: Visitor): Step[] {
  const client = as === "native" ? "native" : "spa";
  return [
    ...start("login", client, { flow: "first-factor" }),
    submit(
      "login",
      client,
      { method: "password", identifier: address("ada"), password },
      {
        flow: "first-factor",
        step: "the password",
        brief: true,
        ...(as === "native" && { keep: { token: "body.session_token" } }),
      },
    ),
  ];
}

/** Somebody with a key signs in with the password; the key is asked for. */
function askedForKey(as: InBrowser, query = "aal=aal2"): Step[] {
  return [
    person(),
    ...signIn("spa", { browser: "adding" }),
    ...add("key", { browser: "adding" }),
    ...firstFactor(as),
    ...openWithOptions("login", as, "webauthn_login_trigger", { query }),
  ];
}

function signsWith(name: string, behaviour: KeyBehaviour, as: InBrowser = "spa") {
  return scenario(
    name,
    [
      askedForKey(as),
      useKey("key", { with: behaviour }),
      submit("login", as, proving),
      ...after(as, "login"),
    ],
    variant,
  );
}

function refusedKey(name: string, behaviour: KeyBehaviour, as: InBrowser = "spa") {
  return scenario(
    name,
    [
      person(),
      signIn(as),
      open(as),
      makeKey("key", { with: behaviour }),
      submit("settings", as, adding),
      ...after(as),
    ],
    variant,
  );
}

export const webauthnSettings: Topic = {
  topic: "webauthn-settings",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `offers a security key to ${inWords[as]}`,
        [person(), signIn(as), start("settings", as, { recorded: true, ...own(as) })],
        variant,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `adds a security key for ${inWords[as]}`,
        [
          person(),
          signIn(as),
          open(as),
          makeKey(),
          submit("settings", as, adding),
          ...after(as),
          whoami("spa"),
          identity,
        ],
        variant,
      ),
    ),
    scenario(
      "does not add a security key for a native client",
      [
        person(),
        signIn("native"),
        start("settings", "native", bearer),
        submit("settings", "native", { ...adding, webauthn_register: "{}" }, bearer),
      ],
      variant,
    ),
    ...browsers.map((as) =>
      scenario(
        `wants a name for the key from ${inWords[as]}`,
        [
          person(),
          signIn(as),
          open(as),
          makeKey(),
          submit("settings", as, { method: "webauthn", webauthn_register: "{{answer}}" }),
          ...after(as),
        ],
        variant,
      ),
    ),
    scenario(
      "keeps a second key beside the first, and removes one",
      [
        person(),
        signIn("spa"),
        add("one"),
        add("two"),
        open("spa"),
        submit("settings", "spa", removing("one")),
        identity,
      ],
      variant,
    ),
    ...browsers.map((as) =>
      scenario(
        `removes the last key of ${inWords[as]}`,
        [
          person(),
          signIn(as),
          add("one"),
          open(as),
          submit("settings", as, removing("one")),
          ...after(as),
          whoami("spa"),
          identity,
        ],
        variant,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `answers ${inWords[as]} that removes a key that is not there`,
        [
          person(),
          signIn(as),
          add("one"),
          open(as),
          submit("settings", as, { method: "webauthn", webauthn_remove: "00ff" }),
          ...after(as),
        ],
        variant,
      ),
    ),
    scenario(
      "answers who removes a key and has none",
      [person(), signIn("spa"), open("spa"), submit("settings", "spa", { webauthn_remove: "00ff" })],
      variant,
    ),
    ...browsers.map((as) =>
      refusedKey(
        `refuses ${inWords[as]} a key that answers another challenge`,
        { challenge: "bm90IHRoZSBvbmU" },
        as,
      ),
    ),
    refusedKey("refuses a key that was asked on another page", { origin: "https://elsewhere.example" }),
    refusedKey("takes a key that did not recognise its owner", { isVerified: false }),
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
      "answers to no JSON of a key",
      [
        person(),
        signIn("spa"),
        open("spa"),
        submit("settings", "spa", { ...adding, webauthn_register: "no JSON" }),
      ],
      variant,
    ),
    ...browsers.map((as) =>
      scenario(
        `wants a newer sign-in of ${inWords[as]}`,
        [person(), signIn(as), open(as), makeKey(), submit("settings", as, adding)],
        { variant: "webauthn-short-privilege" },
      ),
    ),
    ...browsers.map((as) =>
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
    scenario("refuses a security key where they are off", [
      person(),
      signIn("spa"),
      start("settings", "spa"),
      submit("settings", "spa", { ...adding, webauthn_register: "{}" }),
    ]),
  ],
};

export const webauthnSecond: Topic = {
  topic: "webauthn-second-factor",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("login", as, { recorded: true }), variant),
    ),
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} for the key`,
        [
          person(),
          signIn("spa", { browser: "adding" }),
          add("key", { browser: "adding" }),
          firstFactor(as),
          whoami(as === "native" ? as : "spa", own(as)),
          start("login", as, { query: "aal=aal2", recorded: true, ...own(as) }),
        ],
        variant,
      ),
    ),
    scenario(
      "asks nobody for a key who has none",
      [person(), signIn("spa"), start("login", "spa", { query: "aal=aal2", recorded: true })],
      variant,
    ),
    scenario(
      "leads from the password to the key",
      [
        person(),
        signIn("spa", { browser: "adding" }),
        add("key", { browser: "adding" }),
        start("login", "html"),
        submit("login", "html", { method: "password", identifier: address("ada"), password }),
      ],
      variant,
    ),
    ...browsers.map((as) =>
      scenario(
        `raises the session of ${inWords[as]}`,
        [askedForKey(as), useKey(), submit("login", as, proving), whoami("spa")],
        variant,
      ),
    ),
    scenario(
      "wants the address with the answer",
      [
        askedForKey("spa"),
        useKey(),
        submit("login", "spa", { method: "webauthn", webauthn_login: "{{answer}}" }),
      ],
      variant,
    ),
    scenario(
      "goes by the session, whatever the address says",
      [askedForKey("spa"), useKey(), submit("login", "spa", { ...proving, identifier: address("eve") })],
      variant,
    ),
    ...browsers.map((as) =>
      signsWith(
        `refuses ${inWords[as]} a key that answers another challenge`,
        { challenge: "bm90IHRoZSBvbmU" },
        as,
      ),
    ),
    signsWith("refuses a key that was asked on another page", { origin: "https://elsewhere.example" }),
    signsWith("refuses a key that was asked for another site", { rpId: "elsewhere.example" }),
    signsWith("refuses a key that nobody touched", { isPresent: false }),
    signsWith("refuses a key that signs something else", { signsOther: true }),
    signsWith("takes a key that did not recognise its owner", { isVerified: false }),
    signsWith("takes a key that names nobody", { userHandle: "" }),
    signsWith("refuses a key that names somebody else", { userHandle: "c29tZWJvZHkgZWxzZQ" }),
    scenario(
      "refuses the key of somebody else",
      [
        person("eve"),
        signIn("spa", { browser: "eve", who: "eve" }),
        add("eve-key", { browser: "eve" }),
        askedForKey("spa"),
        useKey("eve-key"),
        submit("login", "spa", proving),
      ],
      variant,
    ),
    scenario(
      "refuses an answer in another flow",
      [
        askedForKey("spa"),
        useKey(),
        start("login", "spa", { query: "aal=aal2", flow: "second" }),
        submit("login", "spa", proving, { flow: "second" }),
      ],
      variant,
    ),
    scenario(
      "answers who chooses the key and sends no answer",
      [askedForKey("spa"), submit("login", "spa", { method: "webauthn", identifier: address("ada") })],
      variant,
    ),
    scenario(
      "answers to no JSON of a key",
      [askedForKey("spa"), submit("login", "spa", { ...proving, webauthn_login: "no JSON" })],
      variant,
    ),
    scenario(
      "does not take a second factor for the first",
      [
        person(),
        signIn("spa", { browser: "adding" }),
        add("key", { browser: "adding" }),
        start("login", "spa"),
        submit("login", "spa", { ...proving, webauthn_login: "{}" }),
      ],
      variant,
    ),
    ...["refresh=true", "refresh=true&aal=aal2"].map((query) =>
      scenario(
        `asks whom the key has raised again, with ${query}`,
        [
          person(),
          signIn("spa"),
          add("key"),
          start("login", "spa", { query, recorded: true, flow: "again" }),
        ],
        variant,
      ),
    ),
    scenario(
      "takes the key again for a refresh",
      [
        askedForKey("spa"),
        useKey(),
        submit("login", "spa", proving, { brief: true }),
        openWithOptions("login", "spa", "webauthn_login_trigger", {
          query: "refresh=true&aal=aal2",
          flow: "again",
        }),
        useKey("key", { step: "use it again" }),
        submit("login", "spa", proving, { flow: "again", step: "submit again" }),
        whoami("spa"),
      ],
      variant,
    ),
    scenario(
      "asks for the key before settings open, and then opens them",
      [
        askedForKey("spa"),
        request("settings at aal1", "spa", "GET /self-service/settings/browser"),
        useKey(),
        submit("login", "spa", proving, { brief: true }),
        start("settings", "spa", { flow: "settings", recorded: true }),
      ],
      variant,
    ),
  ],
};
