// Sign-in with a code that is sent: as one way among others.
import type { Topic } from "../lib/scenario";
import {
  askForCode,
  enterCode,
  identifier,
  personWithoutPassword,
  phone,
  phoneWithBlanks,
  stored,
} from "./code-steps";
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
  ui,
  visitors,
  whoami,
} from "./steps";

const variant = { variant: "code" };
const several = { variant: "code-addresses" };
const pages = ["html", "spa"] as const;

export const codeLogin: Topic = {
  topic: "code-login",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `offers a code beside the password to ${inWords[as]}`,
        start("login", as, { recorded: true }),
        variant,
      ),
    ),
    scenario("offers the code alone", start("login", "spa", { recorded: true }), { variant: "code-alone" }),
    ...visitors.map((as) =>
      scenario(
        `sends a code and signs ${inWords[as]} in with it`,
        [
          personWithoutPassword(),
          start("login", as),
          askForCode(as, { brief: false }),
          enterCode(as),
          ...(as === "native" ? [] : [whoami("spa")]),
        ],
        variant,
      ),
    ),
    scenario(
      "takes the address of a code for verified",
      [personWithoutPassword(), start("login", "spa"), askForCode("spa"), enterCode("spa"), stored()],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `does not know an address, for ${inWords[as]}`,
        [
          start("login", as),
          submit("login", as, { method: "code", identifier }),
          ...(as === "html" ? [look("login")] : []),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `misses the address, for ${inWords[as]}`,
        [
          start("login", as),
          submit("login", as, { method: "code" }, { step: "none" }),
          submit("login", as, { method: "code", identifier: "" }, { step: "an empty one" }),
          ...(as === "html" ? [look("login")] : []),
        ],
        variant,
      ),
    ),
    ...[address("ADA"), ` ${address("ada")} `].map((to) =>
      scenario(
        `knows the address written as ${JSON.stringify(to.replace("{{run}}", "run"))}`,
        [
          personWithoutPassword(),
          start("login", "spa"),
          submit("login", "spa", { method: "code", identifier: to }, { step: "ask for a code" }),
          mail(identifier, 1, { code: "code" }),
          enterCode("spa", "{{code}}", { to }),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `refuses a wrong code of ${inWords[as]}, and takes the right one after it`,
        [
          personWithoutPassword(),
          start("login", as),
          askForCode(as),
          enterCode(as, "000000", { step: "a wrong one" }),
          ...(as === "html" ? [look("login")] : []),
          enterCode(as),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `misses the code, for ${inWords[as]}`,
        [
          personWithoutPassword(),
          start("login", as),
          askForCode(as),
          submit("login", as, { method: "code", identifier }, { step: "none" }),
          enterCode(as, "", { step: "an empty one" }),
          ...(as === "html" ? [look("login")] : []),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `takes no more than five codes from ${inWords[as]}, not even the right one`,
        [
          personWithoutPassword(),
          start("login", as),
          askForCode(as),
          ...[1, 2, 3, 4, 5].map((count) => ({
            ...enterCode(as, "000000", { step: `wrong ${String(count)}` }),
            brief: true,
          })),
          enterCode(as, "{{code}}", { step: "the right one" }),
          ...(as === "html" ? [look("login")] : []),
        ],
        variant,
      ),
    ),
    scenario(
      "counts tries on over a new code",
      [
        personWithoutPassword(),
        start("login", "spa"),
        askForCode("spa"),
        ...[1, 2, 3, 4, 5].map((count) => ({
          ...enterCode("spa", "000000", { step: `wrong ${String(count)}` }),
          brief: true,
        })),
        submit("login", "spa", { method: "code", identifier, resend: "code" }, { step: "ask again" }),
        mail(identifier, 2, { newer: "code" }),
        enterCode("spa", "{{newer}}"),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `sends another code to ${inWords[as]}, and the first is void`,
        [
          personWithoutPassword(),
          start("login", as),
          askForCode(as),
          submit("login", as, { method: "code", identifier, resend: "code" }, { step: "ask again" }),
          ...(as === "html" ? [look("login")] : []),
          mail(identifier, 2, { newer: "code" }),
          enterCode(as, "{{code}}", { step: "the first" }),
          enterCode(as, "{{newer}}", { step: "the second" }),
        ],
        variant,
      ),
    ),
    scenario(
      "sends a code again where none was sent",
      [
        personWithoutPassword(),
        start("login", "spa"),
        submit("login", "spa", { method: "code", identifier, resend: "code" }, { step: "ask again" }),
      ],
      variant,
    ),
    scenario(
      "does not know another word for sending again",
      [
        personWithoutPassword(),
        start("login", "spa"),
        askForCode("spa"),
        submit("login", "spa", { method: "code", identifier, resend: "mail" }, { step: "ask again" }),
      ],
      variant,
    ),
    scenario(
      "sends again to the address that is given then",
      [
        personWithoutPassword(),
        personWithoutPassword("bob"),
        start("login", "spa"),
        askForCode("spa"),
        submit(
          "login",
          "spa",
          { method: "code", identifier: address("bob"), resend: "code" },
          { step: "ask again" },
        ),
        mail(address("bob"), 1, { newer: "code" }),
        enterCode("spa", "{{newer}}", { to: address("bob") }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `finds that a code came too late, for ${inWords[as]}`,
        [
          personWithoutPassword(),
          start("login", as),
          askForCode(as),
          enterCode(as),
          ...(as === "html" ? [look("login")] : []),
        ],
        { variant: "code-late" },
      ),
    ),
    scenario(
      "takes a code once",
      [
        personWithoutPassword(),
        start("login", "native"),
        askForCode("native"),
        { ...enterCode("native"), brief: true },
        enterCode("native", "{{code}}", { step: "again" }),
      ],
      variant,
    ),
    scenario(
      "takes no code of another flow",
      [
        personWithoutPassword(),
        start("login", "spa"),
        start("login", "spa", { flow: "other" }),
        askForCode("spa"),
        askForCode("spa", { flow: "other", count: 2, keep: "others" }),
        enterCode("spa", "{{others}}", { step: "the other's" }),
        enterCode("spa"),
      ],
      variant,
    ),
    ...pages.map((as) =>
      scenario(
        `refuses a wrong token with the address, from ${inWords[as]}`,
        [
          personWithoutPassword(),
          start("login", as),
          ...refused(submit("login", as, { method: "code", identifier }, { csrf: "bm90IGEgdG9rZW4=" })),
        ],
        variant,
      ),
    ),
    ...pages.map((as) =>
      scenario(
        `refuses a wrong token with the code, from ${inWords[as]}`,
        [
          personWithoutPassword(),
          start("login", as),
          askForCode(as),
          ...refused(
            submit(
              "login",
              as,
              { method: "code", identifier, code: "{{code}}" },
              { csrf: "bm90IGEgdG9rZW4=" },
            ),
          ),
        ],
        variant,
      ),
    ),
    scenario(
      "needs the address again with the code",
      [
        personWithoutPassword(),
        start("login", "spa"),
        askForCode("spa"),
        submit("login", "spa", { method: "code", code: "{{code}}" }, { step: "the code alone" }),
      ],
      variant,
    ),
    scenario(
      "takes the code with no other address",
      [
        personWithoutPassword(),
        personWithoutPassword("bob"),
        start("login", "spa"),
        askForCode("spa"),
        enterCode("spa", "{{code}}", { step: "somebody else's", to: address("bob") }),
        enterCode("spa", "{{code}}", { step: "nobody's", to: address("eve") }),
        enterCode("spa"),
      ],
      variant,
    ),
    scenario(
      "takes the address under its other name",
      [
        personWithoutPassword(),
        start("login", "spa"),
        submit("login", "spa", { method: "code", address: identifier }, { step: "ask for a code" }),
        mail(identifier, 1, { code: "code" }),
        submit(
          "login",
          "spa",
          { method: "code", address: identifier, code: "{{code}}" },
          { step: "enter it" },
        ),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `proves it is still ${inWords[as]} with a code`,
        [
          person(),
          signIn(as),
          start("login", as, { query: "refresh=true", recorded: true, ...(as === "native" && bearer) }),
          submit(
            "login",
            as,
            { method: "code", identifier },
            { step: "ask for a code", ...(as === "native" && bearer) },
          ),
          mail(identifier, 1, { code: "code" }),
          submit(
            "login",
            as,
            { method: "code", identifier, code: "{{code}}" },
            { step: "enter it", ...(as === "native" && bearer) },
          ),
        ],
        variant,
      ),
    ),
    scenario("does not sign in by code where that is off", [
      person(),
      start("login", "spa"),
      submit("login", "spa", { method: "code", identifier }, { step: "ask for a code" }),
    ]),
    scenario(
      "names fields of a wrong type",
      [
        personWithoutPassword(),
        start("login", "spa"),
        submit("login", "spa", { method: "code", identifier: 5 }, { step: "a number for an address" }),
        submit("login", "spa", { method: "code", identifier, resend: true }, { step: "a switch to resend" }),
        askForCode("spa"),
        submit("login", "spa", { method: "code", identifier, code: 123456 }, { step: "a number for a code" }),
      ],
      variant,
    ),
    scenario(
      "returns a browser to where it came from",
      [
        personWithoutPassword(),
        start("login", "html", { query: `return_to=${encodeURIComponent(`${ui}/notes`)}` }),
        askForCode("html"),
        enterCode("html"),
      ],
      variant,
    ),
    scenario(
      "echoes what goes to the mail's template",
      [
        personWithoutPassword(),
        start("login", "spa"),
        submit(
          "login",
          "spa",
          { method: "code", identifier, transient_payload: { lang: "de" } },
          { step: "ask for a code" },
        ),
        mail(identifier, 1, { code: "code" }),
        enterCode("spa", "000000", { step: "a wrong one", more: { transient_payload: { lang: "de" } } }),
        enterCode("spa", "{{code}}", { more: { transient_payload: { lang: "fr" } } }),
      ],
      variant,
    ),
    scenario(
      "takes the password after a code was sent",
      [
        person(),
        start("login", "spa"),
        askForCode("spa"),
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
      "takes the code after a wrong password",
      [
        person(),
        start("login", "spa"),
        submit(
          "login",
          "spa",
          { method: "password", identifier, password: "wrong" },
          { step: "a wrong one" },
        ),
        askForCode("spa", { brief: false }),
        enterCode("spa"),
      ],
      variant,
    ),
    ...pages.map((as) =>
      scenario(
        `does not sign ${inWords[as]} in whose account is switched off`,
        [
          personWithoutPassword(),
          request("switch ada off", "admin", "PATCH /admin/identities/{{ada}}", {
            json: [{ op: "replace", path: "/state", value: "inactive" }],
            brief: true,
          }),
          start("login", as),
          askForCode(as, { brief: false }),
          ...refused(enterCode(as)),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `sends no code to ${inWords[as]} who is signed in`,
        [
          person(),
          start("login", as),
          signIn(as),
          submit(
            "login",
            as,
            { method: "code", identifier },
            { step: "ask for a code", ...(as === "native" && bearer) },
          ),
        ],
        variant,
      ),
    ),
    scenario(
      "does not answer a GET with a code",
      [
        personWithoutPassword(),
        start("login", "html"),
        askForCode("html"),
        request(
          "enter it in the address",
          "html",
          "GET /self-service/login?flow={{flow}}&method=code&identifier=x&code={{code}}",
        ),
      ],
      variant,
    ),
    scenario(
      "does not tell an unknown address where accounts are not to be told apart",
      [
        personWithoutPassword(),
        start("login", "spa"),
        submit("login", "spa", { method: "code", identifier }, { step: "a known one" }),
        start("login", "spa", { flow: "other" }),
        submit(
          "login",
          "spa",
          { method: "code", identifier: address("eve") },
          { step: "unknown", flow: "other" },
        ),
      ],
      { variant: "code-guarded" },
    ),
    scenario(
      "signs in by a second address",
      [
        personWithoutPassword("ada", { backup: address("spare"), phone }),
        start("login", "spa"),
        askForCode("spa", { to: address("spare"), brief: false }),
        enterCode("spa", "{{code}}", { to: address("spare") }),
        stored(),
      ],
      several,
    ),
    ...[phone, phoneWithBlanks].map((to, index) =>
      scenario(
        index === 0 ? "signs in by phone" : "signs in by phone, written with blanks",
        [
          personWithoutPassword("ada", { phone }),
          start("login", "spa"),
          submit("login", "spa", { method: "code", identifier: to }, { step: "ask for a code" }),
          mail(phone, 1, { code: "code" }),
          enterCode("spa", "{{code}}", { to }),
          stored(),
        ],
        several,
      ),
    ),
    scenario(
      "shows the message to a phone in the admin API",
      [
        personWithoutPassword("ada", { phone }),
        start("login", "spa"),
        submit(
          "login",
          "spa",
          { method: "code", identifier: phone },
          { step: "ask for a code", brief: true },
        ),
        mail(phone, 1),
        request("the message", "admin", "GET /admin/courier/messages?recipient=%2B49176{{digits}}42"),
      ],
      several,
    ),
    scenario(
      "takes a code with another address of the same person",
      [
        personWithoutPassword("ada", { backup: address("spare") }),
        start("login", "spa"),
        askForCode("spa"),
        enterCode("spa", "{{code}}", { to: address("spare") }),
      ],
      several,
    ),
    ...(["code-unnamed", "code-fallback"] as const).map((name) =>
      scenario(
        `answers an address that the schema does not name for codes, under ${name}`,
        [
          request("create ada", "admin", "POST /admin/identities", {
            json: {
              traits: { username: "ada-{{run}}", email: identifier, terms: true },
              credentials: { password: { config: { password } } },
            },
            keep: { ada: "body.id" },
            brief: true,
          }),
          start("login", "spa", { recorded: true }),
          submit("login", "spa", { method: "code", identifier }, { step: "ask for a code" }),
          ...(name === "code-fallback"
            ? [mail(identifier, 1, { code: "code" }), enterCode("spa"), stored()]
            : []),
        ],
        { variant: name },
      ),
    ),
  ],
};
