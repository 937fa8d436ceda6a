import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import type { UiNode } from "@ory/client";
import type { FlowContext } from "./flow-context";
import { FlowView } from "./flow-view";
import { csrf, context, error, flow, info, input, node, passwordLogin, submit } from "./testing/nodes";

vi.mock("@/lib/i18n/locale", () => import("@/tests/english"));

const render = (nodes: UiNode[], given: Partial<FlowContext> = {}) =>
  renderToStaticMarkup(<FlowView flow={flow(nodes)} context={context(given)} />);

/** The start tag that holds a piece of markup. */
const tagWith = (html: string, piece: string) =>
  html.match(new RegExp(`<[a-z]+[^>]*${piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}[^>]*>`))?.[0] ?? "";

describe("a form", () => {
  it("posts to this app's own handler, whatever address the flow names", () => {
    const tag = tagWith(render(passwordLogin()), 'data-testid="login-flow"');
    expect(tag).toContain('action="/api/auth/login?flow=00000000-0000-4000-8000-000000000001"');
    expect(tag).toContain('method="post"');
  });

  it("has each field in its own wrapper and a hidden one without", () => {
    const html = render(passwordLogin());
    expect(tagWith(html, 'data-testid="node/input/identifier"')).toMatch(/^<div/);
    expect(tagWith(html, 'data-testid="node/input/csrf_token"')).toMatch(
      /^<input type="hidden" .*name="csrf_token"/,
    );
    expect(html).toContain('value="csrf-value"');
  });

  it("tells password managers whose password is changed, and sends nothing of it", () => {
    const nodes = [
      csrf(),
      input("password", "password", "password"),
      submit("password", "method", "password", 1070003),
    ];
    const html = render(nodes, { kind: "settings", account: "ada@foyer.example" });
    const tag = tagWith(html, 'autoComplete="username"');
    expect(tag).toContain('value="ada@foyer.example"');
    expect(tag).toContain("hidden");
    expect(tag).not.toContain("name=");
    expect(render(nodes, { kind: "settings" })).not.toContain("username");
  });

  it("submits by real buttons with the node's name and value", () => {
    expect(tagWith(render(passwordLogin()), 'name="method"')).toMatch(
      /^<button type="submit".*value="password"/,
    );
  });

  it("lets a way back pass an empty code", () => {
    const html = render(
      [
        csrf(),
        input("code", "code", "text", { required: true }),
        submit("code", "method", "code", 1070009),
        submit("code", "email", "ada@foyer.example", 1070008),
      ],
      { kind: "recovery" },
    );
    expect(tagWith(html, 'name="email"')).toContain("formNoValidate");
    expect(tagWith(html, 'name="method"')).not.toContain("formNoValidate");
  });

  it("does not remove a key when Enter is pressed in the field for a new one's name", () => {
    const html = render(
      [
        csrf(),
        submit("webauthn", "webauthn_remove", "abc", 1050018, { context: { display_name: "Blue key" } }),
        input("webauthn", "webauthn_register_displayname", "text", { label: info(1050013) }),
      ],
      { kind: "settings" },
    );
    const first = html.match(/<button[^>]*type="submit"[^>]*>/)?.[0] ?? "";
    expect(first).toContain("disabled");
    expect(first).not.toContain("name=");
    expect(html).toContain("Remove Blue key");
  });

  it("gives the page one main button", () => {
    const html = render([...passwordLogin(), submit("code", "method", "code", 1010015)]);
    expect(html.match(/bg-accent /g)).toHaveLength(1);
  });
});

describe("a field", () => {
  it("takes type, requirement, pattern, length and autocomplete from its node", () => {
    const html = render(
      [
        csrf(),
        input("code", "code", "text", {
          required: true,
          pattern: "[0-9]+",
          maxlength: 6,
          label: info(1070010),
        }),
        submit("code", "method", "code", 1070009),
      ],
      { kind: "recovery" },
    );
    const tag = tagWith(html, 'name="code"');
    for (const piece of [
      'type="text"',
      "required",
      'pattern="[0-9]+"',
      'maxLength="6"',
      'inputMode="numeric"',
    ]) {
      expect(tag.toLowerCase()).toContain(piece.toLowerCase());
    }
    expect(tag.toLowerCase()).toContain('autocomplete="one-time-code"');
  });

  it("is tied to its label and to its messages", () => {
    const html = render(passwordLogin({ password: { messages: [error(4000002)] } }));
    const tag = tagWith(html, 'name="password"');
    const id = tag.match(/ id="([^"]+)"/)?.[1] ?? "none";
    const messageId = tag.match(/aria-describedby="([^"]+)"/)?.[1] ?? "none";
    expect(tag).toContain('aria-invalid="true"');
    expect(html).toContain(`<label for="${id}"`);
    expect(html).toContain(`<p id="${messageId}"`);
    expect(tagWith(html, 'name="identifier"')).not.toContain("aria-invalid");
  });

  it("has unique ids where several forms repeat it", () => {
    const html = render([...passwordLogin(), submit("code", "method", "code", 1010015)]);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("keeps what was typed", () => {
    const html = render(passwordLogin({ identifier: { value: "ada@foyer.example" } }));
    expect(tagWith(html, 'name="identifier"')).toContain('value="ada@foyer.example"');
    const typed = render(passwordLogin(), { typed: { identifier: "typed@foyer.example" } });
    expect(tagWith(typed, 'name="identifier"')).toContain('value="typed@foyer.example"');
  });

  it("prefers what the service keeps to what we know ourselves", () => {
    const given = { prefill: { identifier: "known@foyer.example" } };
    expect(tagWith(render(passwordLogin(), given), 'name="identifier"')).toContain("known@foyer.example");
    const kept = render(passwordLogin({ identifier: { value: "kept@foyer.example" } }), given);
    expect(tagWith(kept, 'name="identifier"')).toContain("kept@foyer.example");
  });

  it("never echoes a password or a code, from wherever it comes", () => {
    const html = render(
      [
        ...passwordLogin({ password: { value: "SECRET-1" } }),
        // Kratos adds a field like this one, of type text, only to carry a message.
        input("default", "password", "text", { value: "SECRET-2" }),
        input("password", "password", "hidden", { value: "SECRET-3" }),
        input("totp", "totp_code", "text", { value: "SECRET-4" }),
        input("lookup_secret", "lookup_secret", "text", { value: "SECRET-5" }),
        input("code", "code", "text", { value: "SECRET-6" }),
      ],
      { typed: { password: "SECRET-7", code: "SECRET-8", totp_code: "SECRET-9" } },
    );
    expect(html).not.toContain("SECRET");
    expect(tagWith(html, 'id="password-password-')).toContain('type="password"');
  });

  it("fills in the code of an opened verification link", () => {
    const html = render(
      [csrf(), input("code", "code", "text", { value: "123456" }), submit("code", "method", "code", 1070009)],
      {
        kind: "verification",
      },
    );
    expect(tagWith(html, 'name="code"')).toContain('value="123456"');
  });

  it("has a checkbox directly before its label", () => {
    const html = render(
      [
        csrf(),
        input("profile", "traits.terms", "checkbox", {
          value: true,
          label: info(1070002, { title: "I agree" }),
        }),
        submit("profile", "method", "profile", 1070003),
      ],
      { kind: "settings" },
    );
    expect(html).toMatch(
      /<input[^>]*type="checkbox"[^>]*checked=""[^>]*\/><label for="[^"]+"[^>]*>I agree<\/label>/,
    );
  });

  it("offers the values of an enumeration as a list", () => {
    const html = render(
      [
        csrf(),
        input("profile", "traits.plan", "text", { value: "b", options: [{ value: "a" }, { value: "b" }] }),
        submit("profile", "method", "profile", 1070003),
      ],
      { kind: "settings" },
    );
    expect(html).toMatch(/<option selected="">b<\/option>/);
  });
});

describe("other nodes", () => {
  const anchor = (href: string) =>
    render([node("code", "a", { id: "continue", href, title: info(1070009), node_type: "a" })], {
      kind: "verification",
    });

  it("link to this origin, to https, and to this machine, where an application under development runs", () => {
    expect(
      tagWith(anchor("http://localhost:3000/dashboard?a=1"), 'data-testid="node/anchor/continue"'),
    ).toContain('href="/dashboard?a=1"');
    expect(anchor("https://other.example/x")).toContain('href="https://other.example/x"');
    expect(anchor("http://127.0.0.1:4444/x")).toContain('href="http://127.0.0.1:4444/x"');
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "http://other.example/",
    "http:\\\\other.example",
    "https://a@b.example/",
  ])("never link to %s", (href) => expect(anchor(href)).not.toContain("<a"));

  it("show the QR code and the secret key alone", () => {
    const html = render(
      [
        csrf(),
        node("totp", "img", {
          id: "totp_qr",
          src: "data:image/png;base64,AAAA",
          width: 256,
          height: 256,
          node_type: "img",
        }),
        node(
          "totp",
          "text",
          { id: "totp_secret_key", text: info(1050006, { secret: "ABCDEF" }), node_type: "text" },
          [],
          info(1050017),
        ),
      ],
      { kind: "settings" },
    );
    expect(tagWith(html, 'data-testid="node/image/totp_qr"')).toContain('src="data:image/png;base64,AAAA"');
    expect(html).toMatch(/<code [^>]*data-testid="node\/text\/totp_secret_key\/text"[^>]*>ABCDEF<\/code>/);
    expect(html).toContain('data-testid="node/text/totp_secret_key/label"');
  });

  it("show no image from elsewhere, nor one that can hold script", () => {
    for (const src of [
      "https://other.example/a.png",
      "data:image/svg+xml;base64,AAAA",
      "javascript:alert(1)",
    ]) {
      const html = render([
        csrf(),
        node("totp", "img", { id: "totp_qr", src, width: 1, height: 1, node_type: "img" }),
      ]);
      expect(html).not.toContain("<img");
    }
  });

  it("show each backup code by itself, and used ones as used", () => {
    const secrets = [
      info(1050009, { secret: "aaaa1111" }),
      info(1050014, { used_at: "2026-05-04T10:00:00Z" }),
    ];
    const html = render(
      [
        csrf(),
        node("lookup_secret", "text", {
          id: "lookup_secret_codes",
          text: info(1050015, { secrets }),
          node_type: "text",
        }),
      ],
      { kind: "settings" },
    );
    expect(html.match(/<code/g)).toHaveLength(2);
    expect(html).toContain("aaaa1111");
    expect(html).toContain("Used on May 4, 2026");
  });

  it("load only the script that is known, from this origin, with the nonce", () => {
    const script = (id: string) =>
      node("webauthn", "script", { id, src: "https://evil.example/x.js", async: true, node_type: "script" });
    const html = render([...passwordLogin(), script("webauthn_script"), script("other_script")]);
    expect(html).not.toContain("evil.example");
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(tagWith(html, 'data-testid="node/script/webauthn_script"')).toContain(
      'nonce="nonce-of-this-answer"',
    );
    expect(html).toContain('src="/.well-known/ory/webauthn.js"');
  });

  it("name what a script button starts, and never carry script text", () => {
    const html = render([
      csrf(),
      input("passkey", "passkey_login_trigger", "button", {
        value: "",
        onclick: "window.oryPasskeyLogin()",
        onclickTrigger: "oryPasskeyLogin",
        label: info(1010021),
      }),
    ]);
    const tag = tagWith(html, 'name="passkey_login_trigger"');
    expect(tag).toContain('type="button"');
    expect(tag).toContain('data-trigger="oryPasskeyLogin"');
    expect(html).not.toContain("window.oryPasskeyLogin");
    expect(html).not.toContain("onclick");
  });

  it("write texts of the service as text", () => {
    const hostile = { id: 9999999, type: "error" as const, text: "<img src=x onerror=alert(1)>" };
    const html = render(passwordLogin({ password: { messages: [hostile] } }));
    expect(html).toContain("&lt;img src=x");
    expect(html).not.toContain("<img");
  });
});
