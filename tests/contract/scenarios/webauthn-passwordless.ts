// Security keys in the place of a password: signing up, signing in, settings.
import type { KeyBehaviour, Step, Topic } from "../lib/scenario";
import { keyOwner, openWithOptions } from "./key-steps";
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

const variant = { variant: "webauthn-passwordless" };
const twoStep = { variant: "webauthn-two-step" };
const traits = { email: address("ada"), name: { first: "Ada", last: "Byron" } };
const name = { webauthn_register_displayname: "Key on the ring" };
const signingUp = { method: "webauthn", traits, webauthn_register: "{{answer}}", ...name };
const naming = { method: "webauthn", identifier: address("ada") };
const proving = { ...naming, webauthn_login: "{{answer}}" };
const identity = request(
  "the identity",
  "admin",
  "GET /admin/identities/{{ada}}?include_credential=webauthn",
);

const owner = keyOwner("ada", "key", "webauthn");
const openUp = (as: InBrowser) => openWithOptions("registration", as, "webauthn_register_trigger");
const after = (as: Visitor, kind: "registration" | "login" | "settings"): Step[] =>
  as === "html" ? [look(kind)] : [];

/** Says who signs in; the options of the key come with the next look at the form. */
function named(as: InBrowser, flow = "flow", more: { browser?: string } = {}): Step[] {
  return [
    ...start("login", as, { flow, ...more }),
    submit("login", as, naming, { flow, step: `the address (${flow})`, brief: true, ...more }),
    look("login", {
      flow,
      step: `the options (${flow})`,
      brief: true,
      keep: { options: "node.webauthn_login_trigger", [`${flow}-csrf`]: "node.csrf_token" },
      ...more,
    }),
  ];
}

function signsUpWith(title: string, behaviour: KeyBehaviour, as: InBrowser = "spa") {
  return scenario(
    title,
    [
      openUp(as),
      makeKey("key", { with: behaviour }),
      submit("registration", as, signingUp),
      ...after(as, "registration"),
    ],
    variant,
  );
}

function signsInWith(title: string, behaviour: KeyBehaviour, as: InBrowser = "spa") {
  return scenario(
    title,
    [
      owner,
      named(as),
      useKey("key", { with: behaviour }),
      submit("login", as, proving),
      ...after(as, "login"),
    ],
    variant,
  );
}

export const webauthnRegistration: Topic = {
  topic: "webauthn-registration",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("registration", as, { recorded: true }), variant),
    ),
    ...browsers.map((as) =>
      scenario(
        `signs up ${inWords[as]}`,
        [
          openUp(as),
          makeKey(),
          submit("registration", as, signingUp),
          whoami("spa", { keep: { ada: "body.identity.id" } }),
          identity,
        ],
        variant,
      ),
    ),
    scenario(
      "signs up without a name for the key",
      [
        openUp("spa"),
        makeKey(),
        submit("registration", "spa", { method: "webauthn", traits, webauthn_register: "{{answer}}" }),
      ],
      variant,
    ),
    scenario(
      "does not sign up a native client",
      [
        start("registration", "native"),
        submit("registration", "native", { ...signingUp, webauthn_register: "{}" }),
      ],
      variant,
    ),
    ...browsers.map((as) =>
      scenario(
        `keeps what ${inWords[as]} typed when the traits are not valid`,
        [
          openUp(as),
          makeKey(),
          submit("registration", as, { ...signingUp, traits: { email: "none" } }),
          ...after(as, "registration"),
          submit("registration", as, signingUp, { step: "submit again", brief: true }),
        ],
        variant,
      ),
    ),
    scenario(
      "refuses an address that somebody has",
      [owner, openUp("spa"), makeKey("other"), submit("registration", "spa", signingUp)],
      variant,
    ),
    ...browsers.map((as) =>
      signsUpWith(
        `refuses ${inWords[as]} a key that answers another challenge`,
        { challenge: "bm90IHRoZSBvbmU" },
        as,
      ),
    ),
    signsUpWith("refuses a key that was asked on another page", { origin: "https://elsewhere.example" }),
    scenario(
      "answers to no JSON of a key",
      [openUp("spa"), submit("registration", "spa", { ...signingUp, webauthn_register: "no JSON" })],
      variant,
    ),
    scenario(
      "answers who chooses the key and sends no answer",
      [openUp("spa"), submit("registration", "spa", { method: "webauthn", traits })],
      variant,
    ),
    scenario(
      "takes a password as well",
      [openUp("spa"), submit("registration", "spa", { method: "password", traits, password })],
      variant,
    ),
    ...browsers.map((as) =>
      scenario(
        `refuses ${inWords[as]} without the form's token`,
        [openUp(as), makeKey(), ...refused(submit("registration", as, signingUp, { csrf: null }))],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} for the traits first`,
        [
          start("registration", as),
          submit("registration", as, { method: "profile", traits }, { step: "the profile" }),
          ...after(as, "registration"),
        ],
        twoStep,
      ),
    ),
    scenario(
      "takes the key in the second step",
      [
        start("registration", "spa"),
        submit(
          "registration",
          "spa",
          { method: "profile", traits },
          { step: "the profile", brief: true, keep: { options: "node.webauthn_register_trigger" } },
        ),
        makeKey(),
        submit("registration", "spa", signingUp),
      ],
      twoStep,
    ),
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} for whatever kind of key`,
        [
          start("registration", as),
          submit("registration", as, { method: "profile", traits }, { step: "the profile" }),
          look("registration", { as: as === "native" ? as : "spa" }),
        ],
        { variant: "every-key-two-step" },
      ),
    ),
    // Of so many nodes, those that tie come in an order that Go's sort leaves to chance.
    scenario(
      "starts with every kind of key",
      start("registration", "spa", { recorded: true }).map((step) => ({ ...step, anyOrder: true })),
      { variant: "every-key" },
    ),
  ],
};

export const webauthnLogin: Topic = {
  topic: "webauthn-login",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("login", as, { recorded: true }), variant),
    ),
    ...browsers.map((as) =>
      scenario(
        `asks ${inWords[as]} for the address, then for the key`,
        [
          owner,
          start("login", as),
          submit("login", as, naming, { step: "the address" }),
          look("login", {
            step: "the form for the key",
            keep: { options: "node.webauthn_login_trigger", "flow-csrf": "node.csrf_token" },
          }),
          useKey(),
          submit("login", as, proving),
          whoami("spa"),
        ],
        variant,
      ),
    ),
    scenario(
      "does not sign in a native client",
      [owner, start("login", "native"), submit("login", "native", naming)],
      variant,
    ),
    ...browsers.map((as) =>
      scenario(
        `does not know the address of ${inWords[as]}`,
        [start("login", as), submit("login", as, naming), ...after(as, "login")],
        variant,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `answers ${inWords[as]} whose account has no key`,
        [person(), start("login", as), submit("login", as, naming), ...after(as, "login")],
        variant,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `wants an address of ${inWords[as]}`,
        [start("login", as), submit("login", as, { method: "webauthn" }), ...after(as, "login")],
        variant,
      ),
    ),
    scenario(
      "takes an address in other case",
      [
        owner,
        start("login", "spa"),
        submit("login", "spa", { ...naming, identifier: "ADA-{{run}}@Foyer.example" }),
        look("login"),
      ],
      variant,
    ),
    ...browsers.map((as) =>
      signsInWith(
        `refuses ${inWords[as]} a key that answers another challenge`,
        { challenge: "bm90IHRoZSBvbmU" },
        as,
      ),
    ),
    signsInWith("refuses a key that was asked on another page", { origin: "https://elsewhere.example" }),
    signsInWith("refuses a key that signs something else", { signsOther: true }),
    signsInWith("takes a key that did not recognise its owner", { isVerified: false }),
    scenario(
      "refuses an answer before the address was named",
      [
        owner,
        named("spa", "first"),
        useKey(),
        start("login", "spa", { flow: "second" }),
        submit("login", "spa", proving, { flow: "second" }),
      ],
      variant,
    ),
    scenario(
      "refuses the key of one person under the address of another",
      [
        owner,
        keyOwner("eve", "eve-key", "webauthn"),
        named("spa"),
        useKey("eve-key"),
        submit("login", "spa", proving),
        useKey("key", { step: "the right key", keep: "right" }),
        submit(
          "login",
          "spa",
          { ...proving, identifier: address("eve"), webauthn_login: "{{right}}" },
          { step: "submit under another address" },
        ),
      ],
      variant,
    ),
    scenario(
      "lets somebody name another account after all",
      [
        owner,
        keyOwner("eve", "eve-key", "webauthn"),
        named("spa"),
        submit("login", "spa", { ...naming, identifier: address("eve") }, { step: "another address" }),
        look("login"),
      ],
      variant,
    ),
    ...browsers.map((as) =>
      scenario(
        `asks ${inWords[as]} again for the key`,
        [
          owner,
          named("spa", "first"),
          useKey(),
          submit("login", "spa", proving, { flow: "first", brief: true }),
          start("login", as, { query: "refresh=true", recorded: true }),
          look("login", {
            step: "the options",
            keep: { options: "node.webauthn_login_trigger", "flow-csrf": "node.csrf_token" },
          }),
          useKey("key", { step: "use it again" }),
          submit("login", as, proving, { step: "submit again" }),
          whoami("spa"),
        ],
        variant,
      ),
    ),
  ],
};

export const webauthnPasswordlessSettings: Topic = {
  topic: "webauthn-passwordless-settings",
  scenarios: [
    ...browsers.map((as) =>
      scenario(
        `adds a key that signs in by itself, for ${inWords[as]}`,
        [
          person(),
          signIn(as),
          openWithOptions("settings", as, "webauthn_register_trigger"),
          makeKey(),
          submit("settings", as, { method: "webauthn", webauthn_register: "{{answer}}", ...name }),
          ...after(as, "settings"),
          whoami("spa"),
          identity,
          named("spa", "by-key", { browser: "second" }),
          useKey("key", { keep: "signed", step: "use it" }),
          submit(
            "login",
            "spa",
            { ...naming, webauthn_login: "{{signed}}" },
            { flow: "by-key", step: "sign in with it", browser: "second" },
          ),
        ],
        variant,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `does not remove the only way in, for ${inWords[as]}`,
        [
          owner,
          named("spa", "sign-in"),
          useKey(),
          submit("login", "spa", proving, { flow: "sign-in", brief: true }),
          start("settings", as, { recorded: true }),
          submit("settings", as, { method: "webauthn", webauthn_remove: "{{key-id-hex}}" }),
          ...after(as, "settings"),
        ],
        variant,
      ),
    ),
  ],
};
