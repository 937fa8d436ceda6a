// Sign-in that asks for the identifier first, where passkeys and security keys are among the ways in.
import type { Topic } from "../lib/scenario";
import { keyOwner } from "./key-steps";
import {
  address,
  inWords,
  look,
  person,
  scenario,
  signIn,
  start,
  submit,
  useKey,
  visitors,
  whoami,
  type Visitor,
} from "./steps";

const variants = ["identifier-first-passkey", "identifier-first-every-key"];
const guarded = { variant: "identifier-first-passkey-guarded" };

const identify = (as: Visitor, who = "ada") => [
  ...start("login", as),
  submit("login", as, { method: "identifier_first", identifier: address(who) }, { step: "the identifier" }),
  ...(as === "html" ? [look("login", { step: "the identifier: what the form then shows" })] : []),
];

const reader = (as: Visitor) => (as === "native" ? "native" : "spa");

export const identifierFirstKeys: Topic = {
  topic: "identifier-first-keys",
  scenarios: [
    ...[...variants, guarded.variant].flatMap((variant) => [
      ...visitors.map((as) =>
        scenario(`starts for ${inWords[as]}, with ${variant}`, start("login", as, { recorded: true }), {
          variant,
        }),
      ),
      ...visitors.map((as) =>
        scenario(
          `offers ${inWords[as]} what an account with a passkey has, with ${variant}`,
          [...keyOwner("ada"), ...identify(as)],
          { variant },
        ),
      ),
      ...visitors.map((as) =>
        scenario(
          `offers ${inWords[as]} what an account with a password has, with ${variant}`,
          [person(), ...identify(as)],
          { variant },
        ),
      ),
      scenario(`offers somebody unknown what there is, or nothing, with ${variant}`, identify("spa"), {
        variant,
      }),
    ]),
    ...visitors.map((as) =>
      scenario(
        `signs ${inWords[as]} in by passkey after the identifier`,
        [
          ...keyOwner("ada"),
          ...identify(as),
          look("login", {
            as: reader(as),
            step: "the options",
            brief: true,
            keep: {
              options: "node.passkey_challenge",
              ...(as !== "native" && { "flow-csrf": "node.csrf_token" }),
            },
          }),
          useKey("ada-key"),
          submit("login", as, { method: "passkey", passkey_login: "{{answer}}" }),
        ],
        { variant: "identifier-first-passkey" },
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `signs ${inWords[as]} in by passkey without an identifier`,
        [
          ...keyOwner("ada"),
          ...start("login", as),
          look("login", {
            as: reader(as),
            step: "the options",
            brief: true,
            keep: {
              options: "node.passkey_challenge",
              ...(as !== "native" && { "flow-csrf": "node.csrf_token" }),
            },
          }),
          useKey("ada-key"),
          submit("login", as, { method: "passkey", passkey_login: "{{answer}}" }),
        ],
        { variant: "identifier-first-passkey" },
      ),
    ),
    scenario(
      "takes the passkey of somebody else after an identifier, or not",
      [
        ...keyOwner("ada"),
        ...keyOwner("bob"),
        ...identify("spa"),
        look("login", {
          step: "the options",
          brief: true,
          keep: { options: "node.passkey_challenge", "flow-csrf": "node.csrf_token" },
        }),
        useKey("bob-key"),
        submit("login", "spa", { method: "passkey", passkey_login: "{{answer}}" }),
      ],
      { variant: "identifier-first-passkey" },
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `asks ${inWords[as]} who is signed in once more`,
        [
          person(),
          ...signIn("spa"),
          ...start("login", as, { query: "refresh=true", recorded: true }),
          whoami("spa", { brief: true }),
        ],
        { variant: "identifier-first-passkey" },
      ),
    ),
  ],
};
