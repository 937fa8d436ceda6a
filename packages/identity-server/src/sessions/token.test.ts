import { describe, expect, it } from "vitest";
import {
  createSessionToken,
  hashToken,
  isLogoutTokenOf,
  logoutTokenOf,
  randomAlphanumerics,
} from "./token.js";

describe("a session token", () => {
  it("has the form that clients know, and is never the same twice", () => {
    const tokens = Array.from({ length: 1000 }, createSessionToken);
    expect(new Set(tokens).size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^ory_st_[A-Za-z0-9]{32}$/);
  });

  it("uses every letter and digit", () => {
    expect(new Set(randomAlphanumerics(5000)).size).toBe(62);
  });

  it("is known by its hash", () => {
    const token = createSessionToken();
    expect(hashToken(token)).toEqual(hashToken(token));
    expect(hashToken(token)).not.toEqual(hashToken(createSessionToken()));
  });
});

describe("a sign-out token", () => {
  it("belongs to one session token and does not show it", () => {
    const token = createSessionToken();
    const logout = logoutTokenOf(token);
    expect(logout).toMatch(/^ory_lo_[A-Za-z0-9]{32}$/);
    expect(logout).not.toContain(token.slice(7, 15));
    expect(isLogoutTokenOf(logout, token)).toBe(true);
    expect(isLogoutTokenOf(logout, createSessionToken())).toBe(false);
    expect(isLogoutTokenOf("", token)).toBe(false);
  });
});
