import { describe, expect, it } from "vitest";
import * as known from "./known-browser";

const ORIGIN = "https://app.example";

const valueOf = (setCookie: string) => setCookie.split(";")[0] ?? "";

describe("the browser", () => {
  it("is known for whoever has signed in on it, and for nobody else", () => {
    const first = valueOf(known.knownBrowserCookie("", "ada", ORIGIN));
    const both = valueOf(known.knownBrowserCookie(first, "grace", ORIGIN));
    expect(known.isKnownBrowser("", "ada")).toBe(false);
    expect(known.isKnownBrowser(first, "ada")).toBe(true);
    expect(known.isKnownBrowser(first, "grace")).toBe(false);
    expect(known.isKnownBrowser(both, "ada") && known.isKnownBrowser(both, "grace")).toBe(true);
  });

  it("names nobody, and can't claim to be known", () => {
    const cookie = known.knownBrowserCookie("", "ada", ORIGIN);
    expect(cookie).not.toContain("ada");
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
    for (const made of ["foyer_known=ada", `foyer_known=${"a".repeat(22)}`, "foyer_known="]) {
      expect(known.isKnownBrowser(made, "ada")).toBe(false);
    }
  });

  it("keeps the latest of many, each once", () => {
    let cookie = "";
    for (const name of ["a", "b", "c", "d", "e", "f", "g", "h", "a", "i"]) {
      cookie = valueOf(known.knownBrowserCookie(cookie, name, ORIGIN));
    }
    expect(known.isKnownBrowser(cookie, "a")).toBe(true);
    expect(known.isKnownBrowser(cookie, "b")).toBe(false);
    expect(cookie.split(".")).toHaveLength(8);
  });

  it("forgets an account that is gone, and no other", () => {
    const both = valueOf(
      known.knownBrowserCookie(valueOf(known.knownBrowserCookie("", "ada", ORIGIN)), "grace", ORIGIN),
    );
    const rest = valueOf(known.forgetOnBrowser(both, "ada", ORIGIN));
    expect(known.isKnownBrowser(rest, "ada")).toBe(false);
    expect(known.isKnownBrowser(rest, "grace")).toBe(true);
    expect(known.forgetOnBrowser(rest, "grace", ORIGIN)).toContain("Max-Age=0");
  });
});
