// A code as the second factor.
import type { Topic } from "../lib/scenario";
import { identifier, phone } from "./code-steps";
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
  type Visitor,
} from "./steps";

const variant = { variant: "code-second" };
const several = { variant: "code-second-addresses" };

const held = (as: Visitor) => (as === "native" ? bearer : {});
const begin = (as: Visitor, query = "aal=aal2") => start("login", as, { query, recorded: true, ...held(as) });
const send = (as: Visitor, step: string, fields: Record<string, string>) =>
  submit("login", as, fields, { step, ...held(as) });

const traits = { email: identifier, backup: address("spare"), phone, nickname: "countess" };
const reachable = person("ada", { traits });

const fromEverything = request("create ada", "admin", "POST /admin/identities", {
  json: {
    traits: { username: "ada-{{run}}", email: identifier, terms: true },
    credentials: { password: { config: { password } } },
  },
  keep: { ada: "body.id" },
  brief: true,
});

export const codeSecond: Topic = {
  topic: "code-second",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `asks ${inWords[as]} for a second factor after the password`,
        [
          person(),
          start("login", as, { recorded: true }),
          submit(
            "login",
            as,
            { method: "password", identifier, password },
            { step: "the password", ...(as === "native" && { keep: { token: "body.session_token" } }) },
          ),
          whoami(as === "html" ? "spa" : as, held(as)),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `sends the code to the one address at once and takes it from ${inWords[as]}`,
        [
          person(),
          signIn(as, { isHalfway: true }),
          begin(as),
          mail(identifier, 1, { code: "code" }),
          send(as, "enter it", { method: "code", identifier, code: "{{code}}" }),
          ...(as === "native" ? [] : [whoami("spa")]),
          request("what is stored", "admin", "GET /admin/identities/{{ada}}?include_credential=code"),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `refuses a wrong code and none, of ${inWords[as]}`,
        [
          person(),
          signIn(as, { isHalfway: true }),
          begin(as),
          mail(identifier, 1, { code: "code" }),
          send(as, "a wrong one", { method: "code", identifier, code: "000000" }),
          send(as, "none", { method: "code", identifier }),
          ...(as === "html" ? [look("login")] : []),
          send(as, "the right one", { method: "code", identifier, code: "{{code}}" }),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `takes no more than five codes from ${inWords[as]}`,
        [
          person(),
          signIn(as, { isHalfway: true }),
          begin(as),
          mail(identifier, 1, { code: "code" }),
          ...[1, 2, 3, 4, 5].map((count) => ({
            ...send(as, `wrong ${String(count)}`, { method: "code", identifier, code: "000000" }),
            brief: true,
          })),
          send(as, "the right one", { method: "code", identifier, code: "{{code}}" }),
          ...(as === "html" ? [look("login")] : []),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `sends another code to ${inWords[as]}`,
        [
          person(),
          signIn(as, { isHalfway: true }),
          begin(as),
          mail(identifier, 1, { code: "code" }),
          send(as, "ask again", { method: "code", identifier, resend: "code" }),
          ...(as === "html" ? [look("login")] : []),
          mail(identifier, 2, { newer: "code" }),
          send(as, "the first", { method: "code", identifier, code: "{{code}}" }),
          send(as, "the second", { method: "code", identifier, code: "{{newer}}" }),
        ],
        variant,
      ),
    ),
    scenario(
      "needs no address with the code",
      [
        person(),
        signIn("spa", { isHalfway: true }),
        begin("spa"),
        mail(identifier, 1, { code: "code" }),
        send("spa", "enter it", { method: "code", code: "{{code}}" }),
      ],
      variant,
    ),
    scenario(
      "finds that a code came too late",
      [
        person(),
        signIn("spa", { isHalfway: true }),
        begin("spa"),
        mail(identifier, 1, { code: "code" }),
        send("spa", "enter it", { method: "code", identifier, code: "{{code}}" }),
      ],
      { variant: "code-second-late" },
    ),
    ...visitors.map((as) =>
      scenario(
        `lets ${inWords[as]} choose among addresses`,
        [
          reachable,
          signIn(as, { isHalfway: true }),
          begin(as),
          send(as, "choose one", { address: address("spare") }),
          ...(as === "html" ? [look("login")] : []),
          mail(address("spare"), 1, { code: "code" }),
          send(as, "enter it", { method: "code", identifier: address("spare"), code: "{{code}}" }),
        ],
        several,
      ),
    ),
    scenario(
      "sends to a phone",
      [
        reachable,
        signIn("spa", { isHalfway: true }),
        begin("spa"),
        send("spa", "choose the phone", { method: "code", address: phone }),
        mail(phone, 1, { code: "code" }),
        send("spa", "enter it", { method: "code", address: phone, code: "{{code}}" }),
        request("what is stored", "admin", "GET /admin/identities/{{ada}}?include_credential=code"),
      ],
      several,
    ),
    scenario(
      "takes the address under its other name",
      [
        reachable,
        signIn("spa", { isHalfway: true }),
        begin("spa"),
        send("spa", "choose one", { method: "code", identifier: address("spare") }),
      ],
      several,
    ),
    scenario(
      "sends to no address of nobody",
      [
        reachable,
        signIn("spa", { isHalfway: true }),
        begin("spa"),
        send("spa", "somebody's", { method: "code", address: address("eve") }),
        send("spa", "none", { method: "code" }),
        send("spa", "an empty one", { address: "" }),
      ],
      several,
    ),
    ...["phone", "backup", "email", "nickname", "shoe_size"].map((via) =>
      scenario(
        `begins with the address that ${via} holds`,
        [
          reachable,
          signIn("spa", { isHalfway: true }),
          request("start login", "spa", `GET /self-service/login/browser?aal=aal2&via=${via}`),
        ],
        several,
      ),
    ),
    scenario(
      "takes a browser to the error page where the trait holds no address",
      [
        reachable,
        signIn("spa", { isHalfway: true }),
        ...refused(request("start login", "html", "GET /self-service/login/browser?aal=aal2&via=nickname")),
      ],
      several,
    ),
    scenario(
      "asks for a first factor before",
      [
        request("a script", "spa", "GET /self-service/login/browser?aal=aal2"),
        request("a native client", "native", "GET /self-service/login/api?aal=aal2"),
      ],
      variant,
    ),
    scenario(
      "does not take a code for a first factor",
      [
        person(),
        start("login", "spa"),
        submit("login", "spa", { method: "code", identifier }, { step: "ask for a code" }),
        submit("login", "spa", { address: identifier }, { step: "by address" }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `proves the second factor once more, for ${inWords[as]}`,
        [
          person(),
          signIn(as, { isHalfway: true }),
          begin(as),
          mail(identifier, 1, { code: "code" }),
          {
            ...send(as, "enter it", { method: "code", identifier, code: "{{code}}" }),
            brief: true,
            ...(as === "native" && { keep: { token: "body.session_token" } }),
          },
          begin(as, "aal=aal2&refresh=true"),
          mail(identifier, 2, { newer: "code" }),
          send(as, "enter the newer", { method: "code", identifier, code: "{{newer}}" }),
        ],
        variant,
      ),
    ),
    scenario(
      "begins no second factor twice",
      [
        person(),
        signIn("spa", { isHalfway: true }),
        begin("spa"),
        mail(identifier, 1, { code: "code" }),
        { ...send("spa", "enter it", { method: "code", identifier, code: "{{code}}" }), brief: true },
        request("start again", "spa", "GET /self-service/login/browser?aal=aal2"),
        send("spa", "enter it again", { method: "code", identifier, code: "{{code}}" }),
      ],
      variant,
    ),
    scenario(
      "asks for it before the settings",
      [
        person(),
        signIn("html", { isHalfway: true }),
        request("the settings", "html", "GET /self-service/settings/browser"),
        request("the settings of a script", "spa", "GET /self-service/settings/browser"),
      ],
      variant,
    ),
    scenario(
      "returns a browser to where it came from",
      [
        person(),
        signIn("html", { isHalfway: true }),
        begin("html", `aal=aal2&return_to=${encodeURIComponent(`${ui}/notes`)}`),
        mail(identifier, 1, { code: "code" }),
        send("html", "enter it", { method: "code", identifier, code: "{{code}}" }),
      ],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses a wrong token, from ${inWords[as]}`,
        [
          reachable,
          signIn(as, { isHalfway: true }),
          begin(as),
          ...refused(
            submit("login", as, { address: identifier }, { step: "choose one", csrf: "bm90IGEgdG9rZW4=" }),
          ),
        ],
        several,
      ),
    ),
    scenario(
      "takes nobody else's code",
      [
        person(),
        person("bob"),
        signIn("spa", { isHalfway: true }),
        signIn("spa", { who: "bob", browser: "second", isHalfway: true }),
        begin("spa"),
        mail(identifier, 1, { code: "code" }),
        ...start("login", "spa", { query: "aal=aal2", browser: "second", flow: "bobs" }),
        mail(address("bob"), 1, { bobs: "code" }),
        send("spa", "bob's", { method: "code", identifier, code: "{{bobs}}" }),
        send("spa", "her own", { method: "code", identifier, code: "{{code}}" }),
      ],
      variant,
    ),
    scenario(
      "falls back on the addresses to verify",
      [
        fromEverything,
        start("login", "spa", { flow: "first-login" }),
        submit(
          "login",
          "spa",
          { method: "password", identifier, password },
          { flow: "first-login", step: "the password" },
        ),
        whoami("spa"),
        begin("spa"),
        mail(identifier, 1, { code: "code" }),
        send("spa", "enter it", { method: "code", identifier, code: "{{code}}" }),
      ],
      { variant: "code-second-fallback" },
    ),
    scenario(
      "offers nothing to whom no address is named",
      [
        request("create ada", "admin", "POST /admin/identities", {
          json: {
            schema_id: "everything",
            traits: { username: "ada-{{run}}", email: identifier, terms: true },
            credentials: { password: { config: { password } } },
          },
          keep: { ada: "body.id" },
          brief: true,
        }),
        signIn("spa", { isHalfway: true }),
        whoami("spa"),
        begin("spa"),
        send("spa", "an address", { address: identifier }),
      ],
      variant,
    ),
  ],
};
