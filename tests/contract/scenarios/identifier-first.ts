// Sign-in that asks for the identifier first, and then for what the account has.
import type { Topic } from "../lib/scenario";
import { askForCode, enterCode, identifier, personWithoutPassword } from "./code-steps";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  password,
  person,
  refused,
  request,
  scenario,
  signIn,
  start,
  submit,
  visitors,
  type Visitor,
} from "./steps";

const variant = { variant: "identifier-first" };
const passwordOnly = { variant: "identifier-first-password" };
const guarded = { variant: "identifier-first-guarded" };
const codeGuarded = { variant: "identifier-first-code-guarded" };

const first = (as: Visitor, fields: Record<string, string> = { identifier }, step = "the identifier") => [
  submit("login", as, { method: "identifier_first", ...fields }, { step }),
  ...(as === "html" ? [look("login", { step: `${step}: what the form then shows` })] : []),
];

export const identifierFirst: Topic = {
  topic: "identifier-first",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `starts with the identifier for ${inWords[as]}`,
        start("login", as, { recorded: true }),
        variant,
      ),
    ),
    scenario(
      "starts with the identifier where there are passwords only",
      start("login", "spa", { recorded: true }),
      passwordOnly,
    ),
    scenario(
      "takes no identifier from the address of the start",
      start("login", "spa", {
        recorded: true,
        query: "login_hint=ada%40foyer.example&identifier=ada%40foyer.example",
      }),
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `shows ${inWords[as]} what the account has, and takes the password`,
        [
          person(),
          start("login", as),
          first(as),
          submit("login", as, { method: "password", identifier, password }, { step: "the password" }),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `shows ${inWords[as]} what the account has, and takes a code`,
        [person(), start("login", as), first(as), askForCode(as, { brief: false }), enterCode(as)],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `sends ${inWords[as]} a code at once where the account has nothing else`,
        [
          personWithoutPassword(),
          start("login", as),
          first(as),
          mail(identifier, 1, { code: "code" }),
          enterCode(as),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `does not know an account, for ${inWords[as]}`,
        [start("login", as), first(as), first(as, { identifier: address("eve") }, "another one")],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `misses the identifier, for ${inWords[as]}`,
        [start("login", as), first(as, {}, "none"), first(as, { identifier: "" }, "an empty one")],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `refuses a wrong password of ${inWords[as]} in the second step`,
        [
          person(),
          start("login", as),
          first(as),
          submit("login", as, { method: "password", identifier, password: "wrong" }, { step: "a wrong one" }),
          ...(as === "html" ? [look("login")] : []),
          submit("login", as, { method: "password", identifier, password }, { step: "the right one" }),
        ],
        variant,
      ),
    ),
    scenario(
      "misses the password in the second step",
      [
        person(),
        start("login", "spa"),
        first("spa"),
        submit("login", "spa", { method: "password", identifier }, { step: "none" }),
      ],
      variant,
    ),
    scenario(
      "takes another identifier after the first",
      [
        person(),
        personWithoutPassword("bob"),
        start("login", "spa"),
        first("spa"),
        first("spa", { identifier: address("bob") }, "another"),
      ],
      variant,
    ),
    scenario(
      "knows the identifier in other case and with blanks",
      [person(), start("login", "spa"), first("spa", { identifier: ` ${address("ADA")} ` })],
      variant,
    ),
    scenario(
      "sends a code to an identifier in other case",
      [personWithoutPassword(), start("login", "spa"), first("spa", { identifier: address("ADA") })],
      variant,
    ),
    scenario(
      "takes a password without the first step",
      [
        person(),
        start("login", "spa"),
        submit(
          "login",
          "spa",
          { method: "password", identifier, password: "wrong" },
          { step: "a wrong one" },
        ),
        submit("login", "spa", { method: "password", identifier, password }, { step: "the right one" }),
      ],
      variant,
    ),
    scenario(
      "takes a code without the first step",
      [person(), start("login", "spa"), askForCode("spa", { brief: false }), enterCode("spa")],
      variant,
    ),
    ...["", "nothing"].map((method) =>
      scenario(
        `answers the method ${JSON.stringify(method)}`,
        [
          person(),
          start("login", "spa"),
          submit("login", "spa", { ...(method !== "" && { method }), identifier }, { step: "known" }),
          start("login", "spa", { flow: "other" }),
          submit(
            "login",
            "spa",
            { ...(method !== "" && { method }), identifier: address("eve") },
            { step: "unknown", flow: "other" },
          ),
          start("login", "spa", { flow: "third" }),
          submit("login", "spa", { ...(method !== "" && { method }) }, { step: "none", flow: "third" }),
        ],
        variant,
      ),
    ),
    scenario(
      "does not know the method where the style is another",
      [person(), start("login", "spa"), first("spa")],
      { variant: "code" },
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses a wrong token, from ${inWords[as]}`,
        [
          person(),
          start("login", as),
          ...refused(
            submit("login", as, { method: "identifier_first", identifier }, { csrf: "bm90IGEgdG9rZW4=" }),
          ),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} for no identifier again`,
        [
          person(),
          signIn(as),
          start("login", as, { query: "refresh=true", recorded: true, ...(as === "native" && bearer) }),
        ],
        variant,
      ),
    ),
    scenario(
      "does not name a wrong type",
      [
        start("login", "spa"),
        submit("login", "spa", { method: "identifier_first", identifier: 5 }, { step: "a number" }),
      ],
      variant,
    ),
    scenario(
      "echoes what was brought along",
      [
        person(),
        start("login", "spa"),
        submit("login", "spa", { method: "identifier_first", identifier, transient_payload: { lang: "de" } }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `knows passwords alone, for ${inWords[as]}`,
        [
          person(),
          personWithoutPassword("bob"),
          start("login", as),
          first(as, { identifier: address("eve") }, "unknown"),
          first(as, { identifier: address("bob") }, "one without a password"),
          first(as),
          submit("login", as, { method: "password", identifier, password }, { step: "the password" }),
        ],
        passwordOnly,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `does not tell ${inWords[as]} whether an account is there`,
        [
          person(),
          start("login", as),
          first(as, { identifier }, "known"),
          start("login", as, { flow: "other" }),
          submit(
            "login",
            as,
            { method: "identifier_first", identifier: address("eve") },
            { step: "unknown", flow: "other" },
          ),
          ...(as === "html" ? [look("login", { flow: "other", step: "the form for the unknown" })] : []),
          submit(
            "login",
            as,
            { method: "password", identifier: address("eve"), password },
            { step: "a password for the unknown", flow: "other" },
          ),
        ],
        guarded,
      ),
    ),
    scenario(
      "does not tell what an account has",
      [
        personWithoutPassword(),
        start("login", "spa"),
        first("spa"),
        submit("login", "spa", { method: "password", identifier, password }, { step: "a password" }),
      ],
      guarded,
    ),
    scenario(
      "does not tell that no code is sent",
      [
        start("login", "spa"),
        first("spa", { identifier: address("eve") }, "unknown"),
        submit("login", "spa", { method: "code", identifier: address("eve") }, { step: "ask for a code" }),
      ],
      guarded,
    ),
    scenario(
      "sends a code at once, and does not tell that none is sent",
      [
        personWithoutPassword(),
        start("login", "spa"),
        first("spa"),
        start("login", "spa", { flow: "other" }),
        submit(
          "login",
          "spa",
          { method: "identifier_first", identifier: address("eve") },
          { step: "unknown", flow: "other" },
        ),
      ],
      codeGuarded,
    ),
    scenario(
      "does not show the second step of a flow of somebody else",
      [
        person(),
        start("login", "spa"),
        first("spa"),
        request("from another browser", "spa", "GET /self-service/login/flows?id={{flow}}", {
          browser: "second",
        }),
      ],
      variant,
    ),
  ],
};
