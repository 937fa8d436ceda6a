import { describe, expect, it } from "vitest";
import { actionRole, flowForms as formsOf, type FlowUi, messagesOfNoForm } from "./forms";
import type { FlowKind } from "@/lib/ory/flow-kind";
import { serviceText } from "@/lib/i18n/service-text";
import { csrf, error, flow, info, input, node, passwordLogin, submit } from "./testing/nodes";

const names = (items: { node: { attributes: object } }[]) =>
  items.map(({ node: { attributes } }) => (attributes as { name: string }).name);

const traits = (type: string) => [
  input("default", "traits.email", type, { value: "ada@foyer.example" }),
  input("default", "traits.name.first", type),
];

const flowForms = (kind: FlowKind, given: FlowUi) =>
  formsOf(kind, given, (message) => serviceText(message, "en"));

describe("messagesOfNoForm", () => {
  it("has what is said at a field that was added for it alone", () => {
    const refused = error(4000001, { reason: "It would lock you out." });
    const given = flow([
      csrf(),
      submit("passkey", "passkey_remove", "abc", 1050018),
      input("default", "webauthn_remove", "text", { messages: [refused] }),
    ]);
    expect(messagesOfNoForm(given, flowForms("settings", given))).toEqual([refused]);
  });

  it("has nothing of what a form shows, wherever it stands", () => {
    const wrong = error(4000002, { property: "identifier" });
    const given = flow([
      ...passwordLogin(),
      input("identifier_first", "identifier", "text", { messages: [wrong] }),
      input("default", "csrf_token", "hidden", { messages: [wrong] }),
    ]);
    expect(messagesOfNoForm(given, flowForms("login", given))).toEqual([]);
  });
});

describe("flowForms", () => {
  it("makes one form for each group, each with the csrf token", () => {
    const forms = flowForms(
      "login",
      flow([
        submit("oidc", "provider", "github", 1010002),
        ...passwordLogin(),
        submit("code", "method", "code", 1010015),
      ]),
    );
    expect(forms.map(({ group }) => group)).toEqual(["password", "code", "oidc"]);
    for (const form of forms) expect(names(form.hidden)).toEqual(["csrf_token"]);
  });

  it("repeats the default group's fields only where a method needs them", () => {
    const forms = flowForms(
      "login",
      flow([
        ...passwordLogin(),
        submit("code", "method", "code", 1010015),
        submit("oidc", "provider", "github", 1010002),
        input("passkey", "passkey_login_trigger", "button", { label: info(1010021) }),
      ]),
    );
    const fields = Object.fromEntries(forms.map(({ group, content }) => [group, names(content)]));
    expect(fields).toEqual({
      password: ["identifier", "password"],
      code: ["identifier"],
      oidc: [],
      passkey: [],
    });
  });

  it("shows the fields once where a passkey's form, which needs script anyway, can borrow them", () => {
    const nodes = [
      csrf(),
      ...traits("text"),
      input("passkey", "passkey_register", "hidden"),
      input("passkey", "passkey_register_trigger", "button", { label: info(1040007) }),
    ];
    const both = flowForms(
      "registration",
      flow([
        ...nodes,
        input("password", "password", "password"),
        submit("password", "method", "password", 1040001),
      ]),
    );
    expect(both.map(({ group, content, borrowed }) => [group, names(content), borrowed])).toEqual([
      ["password", ["traits.email", "traits.name.first", "password"], []],
      ["passkey", [], ["traits.email", "traits.name.first"]],
    ]);
    const [alone] = flowForms("registration", flow(nodes));
    expect(names(alone?.content ?? [])).toEqual(["traits.email", "traits.name.first"]);
    expect(alone?.borrowed).toEqual([]);
  });

  it("asks who it is once, though passkeys bring a second field for it", () => {
    const [form] = flowForms(
      "login",
      flow([
        input("identifier_first", "identifier", "text", { label: info(1070002) }),
        submit("identifier_first", "method", "identifier_first", 1070009),
        csrf(),
        input("default", "identifier", "text", { label: info(1070002) }),
      ]),
    );
    expect(names(form?.content ?? [])).toEqual(["identifier"]);
  });

  it("shows each trait once in the first of two sign-up steps", () => {
    const forms = flowForms(
      "registration",
      flow([
        submit("oidc", "provider", "github", 1040002),
        ...traits("text"),
        csrf(),
        submit("profile", "method", "profile", 1040001),
      ]),
    );
    expect(forms.map(({ group, content }) => [group, names(content)])).toEqual([
      ["profile", ["traits.email", "traits.name.first"]],
      ["oidc", []],
    ]);
  });

  it("carries hidden traits in every form of the second sign-up step, the way back last", () => {
    const forms = flowForms(
      "registration",
      flow([
        csrf(),
        ...traits("hidden"),
        input("password", "password", "password", { required: true }),
        submit("password", "method", "password", 1040001),
        submit("profile", "screen", "previous", 1040008),
      ]),
    );
    expect(forms.map(({ group }) => group)).toEqual(["password", "profile"]);
    for (const form of forms) expect(names(form.hidden)).toContain("traits.email");
  });

  it("carries who signs in into every form of the second identifier-first step", () => {
    const forms = flowForms(
      "login",
      flow([
        input("identifier_first", "identifier", "hidden", { value: "ada@foyer.example" }),
        csrf(),
        input("password", "password", "password", { required: true }),
        submit("password", "method", "password", 1010022),
        submit("code", "method", "code", 1010015),
      ]),
    );
    expect(forms.map(({ group }) => group)).toEqual(["password", "code"]);
    for (const form of forms) expect(names(form.hidden)).toContain("identifier");
  });

  it("asks for the traits that a provider did not tell in that provider's form", () => {
    const [form] = flowForms(
      "registration",
      flow([csrf(), ...traits("text"), submit("oidc", "provider", "github", 1040003)]),
    );
    expect(names(form?.content ?? [])).toEqual(["traits.email", "traits.name.first"]);
  });

  it("drops buttons that the service repeats", () => {
    const [form] = flowForms(
      "login",
      flow([...passwordLogin(), submit("password", "method", "password", 1010022)]),
    );
    expect(names(form?.actions ?? [])).toEqual(["method"]);
  });

  it("keeps buttons of one name and different values", () => {
    const [form] = flowForms(
      "login",
      flow([
        csrf(),
        submit("oidc", "provider", "github", 1010002),
        submit("oidc", "provider", "google", 1010002),
      ]),
    );
    expect(form?.actions).toHaveLength(2);
  });

  it("puts the button that the Enter key presses before those that send again or go back", () => {
    const [form] = flowForms(
      "recovery",
      flow([
        csrf(),
        input("code", "code", "text", { required: true }),
        submit("code", "email", "ada@foyer.example", 1070008),
        submit("code", "method", "code", 1070009),
      ]),
    );
    expect(names(form?.actions ?? [])).toEqual(["method", "email"]);
  });

  it("ignores node types and input types that it does not know", () => {
    const forms = flowForms(
      "login",
      flow([
        ...passwordLogin(),
        node("password", "div", { id: "widget", node_type: "div" }),
        node("password", "video", { id: "film", node_type: "video" }),
        input("password", "upload", "file"),
      ]),
    );
    expect(forms).toHaveLength(1);
    expect(names(forms[0]?.content ?? [])).toEqual(["identifier", "password"]);
  });

  it("makes no form of a script alone", () => {
    const script = node("webauthn", "script", { id: "webauthn_script", src: "/x.js", node_type: "script" });
    expect(flowForms("login", flow([...passwordLogin(), script])).map(({ group }) => group)).toEqual([
      "password",
    ]);
  });

  it("makes no form where there is nothing but a csrf token", () => {
    expect(flowForms("login", flow([csrf()]))).toEqual([]);
  });

  it("names the forms as browser tests expect them", () => {
    const nodes = [
      ...passwordLogin(),
      ...(["code", "oidc", "webauthn", "passkey", "totp", "lookup_secret"] as const).map((group) =>
        submit(group, "method", group, 1070009),
      ),
    ];
    const ids = (kind: Parameters<typeof flowForms>[0]) =>
      Object.fromEntries(flowForms(kind, flow(nodes)).map(({ group, testId }) => [group, testId]));
    expect(ids("login")).toMatchObject({
      password: "login-flow",
      code: "login-flow-code",
      oidc: "login-flow-oidc",
      webauthn: "passwordless-flow",
      passkey: "passkey-flow",
    });
    expect(ids("settings")).toMatchObject({ password: "password-settings-card", totp: "totp-settings-card" });
    expect(flowForms("login", flow([csrf(), submit("totp", "method", "totp", 1010009)]))[0]?.testId).toBe(
      "login-flow",
    );
    expect(flowForms("recovery", flow([submit("code", "method", "code", 1070009)]))[0]?.testId).toBe(
      "recovery-flow",
    );
    expect(
      flowForms("registration", flow([submit("profile", "method", "profile", 1040001)]))[0]?.testId,
    ).toBe("registration-flow-profile");
  });

  it("gives a message's number as test id once in a form, and says the message at each field", () => {
    const [form] = flowForms(
      "login",
      flow(
        passwordLogin({
          identifier: { messages: [error(4000002)] },
          password: { messages: [error(4000002)] },
        }),
      ),
    );
    const messages = form?.content.flatMap((item) => item.messages) ?? [];
    expect(messages).toHaveLength(2);
    expect(messages.map(({ testId }) => testId)).toEqual(["ui/message/4000002", undefined]);
  });

  it("tells a shared field's error in the form that was sent, where messages of its own show which one that is", () => {
    const forms = flowForms(
      "login",
      flow([
        ...passwordLogin({
          identifier: { messages: [error(4000002)] },
          password: { messages: [error(4000002)] },
        }),
        submit("code", "method", "code", 1010015),
      ]),
    );
    const told = forms.map(({ group, content }) => [group, content.flatMap((item) => item.messages).length]);
    expect(told).toEqual([
      ["password", 2],
      ["code", 0],
    ]);
  });

  it("keeps what is wrong with a hidden field apart, for no field shows it", () => {
    const [form] = flowForms(
      "registration",
      flow([
        csrf(),
        input("default", "traits.email", "hidden", { messages: [error(4000002)] }),
        submit("password", "method", "password", 1040001),
      ]),
    );
    expect(form?.stray.map(({ testId }) => testId)).toEqual(["ui/message/4000002"]);
  });
});

describe("actionRole", () => {
  it.each([
    ["method", "main"],
    ["provider", "choice"],
    ["address", "choice"],
    ["webauthn_remove", "remove"],
    ["totp_unlink", "remove"],
    ["lookup_secret_disable", "remove"],
    ["unlink", "remove"],
    ["resend", "aside"],
    ["screen", "aside"],
  ])("takes %s for a %s button", (name, role) => {
    const button = submit("code", name, "x", 1070009);
    expect(actionRole(button as Parameters<typeof actionRole>[0])).toBe(role);
  });
});
