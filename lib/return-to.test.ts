import { describe, expect, it } from "vitest";
import { isRestingPlace, parseDestination, returnToForService, safeReturnTo } from "./return-to";

const ORIGIN = "https://app.example";

const HOSTILE = [
  "http:\\\\other.example",
  "http:\\/other.example",
  "https:/other.example",
  "https:other.example",
  "https:///other.example",
  "//other.example",
  "/\\other.example",
  "\\\\other.example",
  "/\t/other.example",
  "/\n/other.example",
  "\thttps://other.example",
  " https://other.example",
  "/.//other.example",
  "/a/..//other.example",
  "javascript:alert(1)",
  "data:text/html,hi",
  "ftp://other.example/",
  "https://app.example@other.example/",
  "https://user:pass@app.example/",
  "https://other.example\\@app.example/",
  "http://other.example/",
  "other.example",
  "",
];

describe("safeReturnTo", () => {
  for (const value of [...HOSTILE, "https://other.example/", "https://app.example.other.example/"]) {
    it(`falls back for ${JSON.stringify(value)}`, () => {
      expect(safeReturnTo(value, "/fallback", ORIGIN)).toBe("/fallback");
      expect(safeReturnTo(value, "/fallback")).toBe("/fallback");
    });
  }

  it("takes paths, with query and fragment", () => {
    expect(safeReturnTo("/sessions?tab=2#one", "/", ORIGIN)).toBe("/sessions?tab=2#one");
    expect(safeReturnTo("/sessions", "/")).toBe("/sessions");
  });

  it("takes addresses of its own origin, as paths", () => {
    expect(safeReturnTo("https://APP.example:443/a?b", "/", ORIGIN)).toBe("/a?b");
    expect(safeReturnTo("https://app.example:444/a", "/", ORIGIN)).toBe("/");
    expect(safeReturnTo("https://app.example/a", "/")).toBe("/");
  });

  it("resolves dots before it judges", () => {
    expect(safeReturnTo("/a/../b/./c", "/", ORIGIN)).toBe("/b/c");
  });

  it("falls back for nothing", () => {
    expect(safeReturnTo(undefined, "/x", ORIGIN)).toBe("/x");
    expect(safeReturnTo(null, "/x", ORIGIN)).toBe("/x");
  });
});

describe("returnToForService", () => {
  for (const value of HOSTILE) {
    it(`refuses ${JSON.stringify(value)}`, () => expect(returnToForService(value, ORIGIN)).toBeUndefined());
  }

  it("hands on another https address, for the service to judge", () => {
    expect(returnToForService("https://other.example/path", ORIGIN)).toBe("https://other.example/path");
  });

  it("hands on http for this machine, and for this origin where it is http itself", () => {
    expect(returnToForService("http://localhost:9/x", ORIGIN)).toBe("http://localhost:9/x");
    expect(returnToForService("http://app.example/x", ORIGIN)).toBeUndefined();
    expect(returnToForService("http://10.0.0.1/x", "http://10.0.0.1")).toBe("http://10.0.0.1/x");
  });
});

describe("parseDestination", () => {
  it("tells own addresses from others", () => {
    expect(parseDestination("https://app.example/a?b#c", ORIGIN)).toMatchObject({
      kind: "own",
      path: "/a?b#c",
    });
    expect(parseDestination("https://idp.example/auth", ORIGIN)).toMatchObject({
      kind: "other",
      href: "https://idp.example/auth",
    });
  });

  for (const value of HOSTILE) {
    it(`knows no way to ${JSON.stringify(value)}`, () =>
      expect(parseDestination(value, ORIGIN)).toBeUndefined());
  }
});

describe("isRestingPlace", () => {
  it("is none that a signed-in visitor would leave again", () => {
    expect(["/login", "/login?x", "/registration", "/logout", "/recovery/x"].filter(isRestingPlace)).toEqual(
      [],
    );
    expect(["/", "/login-help", "/settings?flow=x"].every(isRestingPlace)).toBe(true);
  });
});
