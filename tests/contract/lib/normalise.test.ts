import { describe, expect, it } from "vitest";
import type { Answer } from "./client";
import { parseSetCookie } from "./cookies";
import { normaliseAnswer, normaliseJson, normaliseText } from "./normalise";

const now = Date.parse("2026-05-01T10:00:00Z");
const surroundings = {
  addresses: { publicUrl: "http://127.0.0.1:4433", adminUrl: "http://127.0.0.1:4434" },
  kept: new Map([
    ["run", "ghjkmnpq"],
    ["flow", "7a9ce1a8-15c9-4b18-a95e-3f9b3b8d6f0b"],
  ]),
  now,
};

const text = (value: string) => normaliseText(value, surroundings);
const json = (value: Parameters<typeof normaliseJson>[0]) => normaliseJson(value, surroundings);

describe("the normaliser", () => {
  it("names what an earlier step has kept, and marks other ids and tokens", () => {
    expect(text("http://127.0.0.1:4433/self-service/login?flow=7a9ce1a8-15c9-4b18-a95e-3f9b3b8d6f0b")).toBe(
      "<public>/self-service/login?flow=<flow>",
    );
    expect(text("d1f4c3b2-15c9-4b18-a95e-3f9b3b8d6f0b")).toBe("<uuid>");
    expect(text(`ory_st_${"a".repeat(32)}`)).toBe("<session token>");
    expect(text(`${"A".repeat(86)}==`)).toBe("<csrf token>");
    expect(text("A2".repeat(16))).toBe("<totp secret>");
    expect(text(`otpauth://totp/Foyer:ada?period=30&secret=${"A2".repeat(16)}`)).toBe(
      "otpauth://totp/Foyer:ada?period=30&secret=<totp secret>",
    );
    expect(text("data:image/png;base64,iVBORw0KGgo=")).toBe("<png>");
    expect(json({ secret: "ab12cd34", method: "password" })).toEqual({
      secret: "<backup code>",
      method: "password",
    });
    expect(text("return_to=http%3A%2F%2F127.0.0.1%3A4433%2Fx")).toBe("return_to=<public>%2Fx");
    expect(text("ada-ghjkmnpq@foyer.example")).toBe("ada-<run>@foyer.example");
  });

  it("marks the whole of a state that holds what looks like a token, for the older API", () => {
    const older = (value: string) => normaliseText(value, { ...surroundings, hasOpaqueTokens: true });
    const state = `${"a1".repeat(16)}-KSBVQ19uNb9a_WwB`;
    expect(older(`https://peer.example/authorize?state=${state}&scope=email`)).toBe(
      "https://peer.example/authorize?state=<state>&scope=email",
    );
    expect(older("/callback?state=d1f4c3b2-15c9-4b18-a95e-3f9b3b8d6f0b")).toBe("/callback?state=<state>");
  });

  it("marks what is random in the options of a ceremony", () => {
    const options = {
      publicKey: { challenge: "c".repeat(43), user: { id: "u".repeat(86) }, rp: { id: "localhost" } },
    };
    const shown = { challenge: "<challenge of 43 characters>", user: "<id of 86 characters>" };
    expect(json(options)).toEqual({
      publicKey: { challenge: shown.challenge, user: { id: shown.user }, rp: { id: "localhost" } },
    });
    expect(text(JSON.stringify(options))).toBe(
      `{"publicKey":{"challenge":"${shown.challenge}","user":{"id":"${shown.user}"},"rp":{"id":"localhost"}}}`,
    );
    expect(text(`sha512-${"A".repeat(86)}==`)).toBe("<sha512>");
  });

  it("keeps what only looks a little like an id or a token", () => {
    expect(text(`ory_st_${"a".repeat(31)}`)).toBe(`ory_st_${"a".repeat(31)}`);
    expect(text("A".repeat(88))).toBe("A".repeat(88));
    expect(text("7A9CE1A8-15C9-4B18-A95E-3F9B3B8D6F0B")).toBe("7A9CE1A8-15C9-4B18-A95E-3F9B3B8D6F0B");
  });

  it("gives times as their distance from now, and only times in UTC", () => {
    expect(
      json({
        issued_at: "2026-05-01T10:00:01.123456789Z",
        expires_at: "2026-05-01T11:00:00Z",
        verified_at: "0001-01-01T00:00:00Z",
        updated_at: "2026-05-01T12:00:00+02:00",
        expired_at_unix: now / 1000 - 3600,
      }),
    ).toEqual({
      issued_at: "<now>",
      expires_at: "<now+1h>",
      verified_at: "<zero time>",
      updated_at: "2026-05-01T12:00:00+02:00",
      expired_at_unix: "<now-1h>",
    });
  });

  it("leaves out sentences and keeps that there is one", () => {
    expect(json({ error: { code: 400, reason: "Because.", message: "", debug: "x" } })).toEqual({
      error: { code: 400, reason: "<text>", message: "" },
    });
  });

  it("writes a message and a node in one line each", () => {
    const label = { id: 1070004, type: "info", text: "ID", context: { title: "ID" } };
    expect(json(label)).toBe("1070004 info {title:'ID'}");
    expect(
      json({
        type: "input",
        group: "default",
        attributes: { name: "identifier", type: "text", required: true, disabled: false, node_type: "input" },
        messages: [],
        meta: { label },
      }),
    ).toBe("input default/identifier {required:true, type:'text'} label 1070004 info {title:'ID'}");
  });

  it("names what is missing of a message or a node", () => {
    expect(json({ id: 1070004, type: "info", text: "" })).toBe("1070004 info !without text");
    expect(json({ type: "input", group: "default", attributes: { name: "a" }, meta: {} })).toBe(
      "input default/a {} !node_type is undefined !disabled is no boolean !messages are no list",
    );
  });

  it("tells a new, a kept and a changed CSRF secret apart, and a cookie taken back", () => {
    const answer = (before: [string, string][], ...cookies: string[]): Answer => ({
      sent: { method: "GET", path: "/", headers: {}, body: undefined },
      status: 204,
      headers: new Map(),
      cookies: cookies.map(parseSetCookie),
      cookiesBefore: new Map(before),
      text: "",
      json: undefined,
    });
    const cookies = (given: Answer) => normaliseAnswer("step", given, surroundings).cookies;
    expect(cookies(answer([], "csrf_token_x=1; Path=/; HttpOnly"))).toEqual([
      "csrf_token_x=<value>; new; httponly; path=/",
    ]);
    expect(cookies(answer([["csrf_token_x", "1"]], "csrf_token_x=1"))).toEqual([
      "csrf_token_x=<value>; same",
    ]);
    expect(cookies(answer([["csrf_token_x", "1"]], "csrf_token_x=2"))).toEqual([
      "csrf_token_x=<value>; changed",
    ]);
    expect(cookies(answer([], "s=1; Max-Age=2591999", "t=; Max-Age=0"))).toEqual([
      "s=<value>; max-age=2592000",
      "t deleted",
    ]);
  });
});
