import { expect, it } from "vitest";
import type { Identity } from "@ory/client";
import { hasSecondFactor } from "./second-factor";

const identity = (credentials: Record<string, unknown>) =>
  ({ id: "i", schema_id: "", schema_url: "", traits: {}, credentials }) as Identity;

it("is an authenticator app, a set of backup codes, or a key that is not for signing in alone", () => {
  expect(hasSecondFactor(identity({ totp: { type: "totp" } }))).toBe(true);
  expect(hasSecondFactor(identity({ lookup_secret: { type: "lookup_secret" } }))).toBe(true);
  expect(
    hasSecondFactor(identity({ webauthn: { config: { credentials: [{ is_passwordless: false }] } } })),
  ).toBe(true);
});

it("is neither a password nor the empty entry that every identity has for keys", () => {
  expect(hasSecondFactor(identity({}))).toBe(false);
  expect(hasSecondFactor(identity({ password: {}, webauthn: { identifiers: ["a@b.example"] } }))).toBe(false);
  expect(hasSecondFactor(identity({ webauthn: { config: { credentials: [] } } }))).toBe(false);
  expect(
    hasSecondFactor(identity({ webauthn: { config: { credentials: [{ is_passwordless: true }] } } })),
  ).toBe(false);
});
