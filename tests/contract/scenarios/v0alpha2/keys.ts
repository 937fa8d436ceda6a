// Security keys as the second factor: set up in the settings, asked for at a second sign-in.
import type { Step, Topic } from "../../lib/scenario";
import { openWithOptions as openNewer } from "../key-steps";
import { address, inWords, look, makeKey, password, request, start, submit, useKey, whoami } from "../steps";
import { person, scenario, signIn } from "./steps";

const keys = { variant: "v0alpha2-keys" };
const browsers = ["html", "spa"] as const;
const right = { method: "password", password_identifier: address("ada"), password };
const adding = {
  method: "webauthn",
  webauthn_register: "{{answer}}",
  webauthn_register_displayname: "Key on the ring",
};

const openWithOptions: typeof openNewer = (kind, as, node, given = {}) =>
  openNewer(kind, as, node, { ...given, isInScript: true });

/** Ada adds a key in a browser that plays no further part. */
function owner(): Step[] {
  const browser = "adding";
  return [
    ...person(),
    ...signIn("spa", { browser }),
    ...openWithOptions("settings", "spa", "webauthn_register_trigger", { flow: "adding", browser }),
    makeKey(),
    submit("settings", "spa", adding, { flow: "adding", step: "add the key", brief: true, browser }),
  ];
}

const firstFactor: Step[] = [
  ...start("login", "spa", { flow: "first" }),
  submit("login", "spa", right, { flow: "first", step: "sign in with the password", brief: true }),
];

export const v0alpha2Keys: Topic = {
  topic: "v0alpha2/keys",
  scenarios: [
    scenario(
      "offers to add a key",
      [person(), signIn("spa"), start("settings", "spa", { recorded: true })],
      keys,
    ),
    ...browsers.map((as) =>
      scenario(
        `adds a key for ${inWords[as]}, and removes it`,
        [
          person(),
          signIn("spa"),
          openWithOptions("settings", as, "webauthn_register_trigger"),
          makeKey(),
          submit("settings", as, adding, { brief: as === "spa" }),
          look("settings", { step: "the settings with it", brief: true }),
          whoami("spa"),
          start("settings", as, { flow: "removing" }),
          submit(
            "settings",
            as,
            { method: "webauthn", webauthn_remove: "{{key-id-hex}}" },
            { flow: "removing", step: "remove it", brief: as === "spa" },
          ),
          look("settings", { flow: "removing", step: "the settings without it", brief: true }),
        ],
        keys,
      ),
    ),
    scenario(
      "adds no key of another page",
      [
        person(),
        signIn("spa"),
        openWithOptions("settings", "spa", "webauthn_register_trigger"),
        makeKey("key", { with: { origin: "http://other.example:3000" } }),
        submit("settings", "spa", adding, { brief: true }),
        whoami("spa"),
      ],
      keys,
    ),
    ...browsers.map((as) =>
      scenario(
        `takes the key as the second factor of ${inWords[as]}`,
        [
          owner(),
          firstFactor,
          request("without the key", "spa", "GET /sessions/whoami"),
          openWithOptions("login", as, "webauthn_login_trigger", { query: "aal=aal2" }),
          useKey(),
          submit("login", as, { method: "webauthn", webauthn_login: "{{answer}}" }),
          whoami("spa"),
        ],
        keys,
      ),
    ),
    scenario(
      "shows what it asks a key for",
      [owner(), firstFactor, start("login", "spa", { query: "aal=aal2", recorded: true })],
      keys,
    ),
    scenario(
      "takes no other key",
      [
        owner(),
        firstFactor,
        openWithOptions("login", "spa", "webauthn_login_trigger", { query: "aal=aal2" }),
        useKey("key", { with: { signsOther: true } }),
        submit("login", "spa", { method: "webauthn", webauthn_login: "{{answer}}" }),
        request("still without it", "spa", "GET /sessions/whoami", { brief: true }),
      ],
      keys,
    ),
  ],
};
