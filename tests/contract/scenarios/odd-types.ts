// Submissions with a list, an object or a number where a string belongs.
import type { JsonValue, Topic } from "../lib/scenario";
import {
  address,
  bearer,
  whoami,
  password,
  person,
  scenario,
  signIn,
  start,
  submit,
  type FlowKind,
} from "./steps";

const login = { method: "password", identifier: address("ada"), password };
const registration = { method: "password", traits: { email: address("ada") }, password };

const cases: [kind: FlowKind, name: string, fields: { [key: string]: JsonValue }][] = [
  ["login", "a method that is a list", { ...login, method: ["password"] }],
  ["login", "a method that is an object", { ...login, method: { name: "password" } }],
  ["login", "an identifier that is null", { ...login, identifier: null }],
  ["login", "a field that it does not know", { ...login, colour: "green" }],
  ["registration", "a method that is a list", { ...registration, method: ["password"] }],
  ["registration", "traits that are a list", { ...registration, traits: ["ada"] }],
  ["registration", "traits that are a string", { ...registration, traits: "ada" }],
  ["registration", "a transient payload that is a list", { ...registration, transient_payload: [1] }],
  ["recovery", "a code that is a number", { method: "code", code: 123456 }],
];

export const oddTypes: Topic = {
  topic: "odd-types",
  scenarios: [
    ...cases.map(([kind, name, fields]) =>
      scenario(`answers ${kind} with ${name}`, [start(kind, "native"), submit(kind, "native", fields)]),
    ),
    ...(
      [
        ["traits that are a list", { method: "profile", traits: ["ada"] }],
        ["a method that is an object", { method: { name: "profile" }, traits: { email: address("ada") } }],
      ] as [string, { [key: string]: JsonValue }][]
    ).map(([name, fields]) =>
      scenario(`answers settings with ${name}`, [
        person(),
        signIn("native"),
        start("settings", "native", bearer),
        submit("settings", "native", fields, bearer),
      ]),
    ),
    ...(
      [
        ["login", "a right password before a wrong one", { password: [password, "wrong"] }],
        ["login", "a wrong password before the right one", { password: ["wrong", password] }],
        ["login", "two methods", { method: ["password", "code"] }],
        ["login", "two identifiers", { identifier: [address("ada"), address("bob")] }],
        [
          "registration",
          "an address that is given twice",
          { "traits.email": [address("eve"), address("bob")] },
        ],
      ] as [FlowKind, string, Record<string, string | string[]>][]
    ).map(([kind, name, fields]) =>
      scenario(`answers a form of ${kind} with ${name}`, [
        person(),
        start(kind, "html"),
        submit(
          kind,
          "html",
          {},
          {
            form: {
              csrf_token: "{{flow-csrf}}",
              method: "password",
              password,
              ...(kind === "login" && { identifier: address("ada") }),
              ...fields,
            },
          },
        ),
        whoami("spa"),
      ]),
    ),
    scenario("answers a body that is a list", [
      start("login", "native"),
      submit("login", "native", {}, { json: [login] }),
    ]),
    scenario("answers a body that is a string", [
      start("login", "native"),
      submit("login", "native", {}, { json: "ada" }),
    ]),
    scenario("answers a token that is an object", [
      start("login", "spa"),
      submit("login", "spa", { ...login, csrf_token: { a: "b" } }, { csrf: null }),
    ]),
  ],
};
