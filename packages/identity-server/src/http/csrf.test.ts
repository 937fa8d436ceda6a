import { describe, expect, it } from "vitest";
import {
  createSecret,
  csrfCookieName,
  decodeSecret,
  encodeSecret,
  isCsrfExempt,
  maskSecret,
  verifyToken,
} from "./csrf.js";

describe("a CSRF token", () => {
  it("is the secret under a new mask each time", () => {
    const secret = createSecret();
    const tokens = [maskSecret(secret), maskSecret(secret)];
    expect(tokens[0]).not.toBe(tokens[1]);
    for (const token of tokens) expect(verifyToken(secret, token)).toBe(true);
  });

  it("is not that of another secret, nor something else", () => {
    const secret = createSecret();
    for (const token of [maskSecret(createSecret()), "", "x", encodeSecret(createSecret())]) {
      expect(verifyToken(secret, token)).toBe(false);
    }
  });

  it("comes from a cookie of the right length only", () => {
    const secret = createSecret();
    expect(decodeSecret(encodeSecret(secret))).toEqual(secret);
    expect(decodeSecret("c2hvcnQ=")).toBeUndefined();
    expect(decodeSecret(undefined)).toBeUndefined();
  });
});

describe("the CSRF cookie", () => {
  it("is named after the public address, as Kratos names it", () => {
    expect(csrfCookieName("http://127.0.0.1:14633/")).toBe(
      "csrf_token_9e85f84306adcee59127a4d1cca4b4eb873053e7979d7f9423032d7536ecb8e4",
    );
  });

  it.each([
    "/sessions/whoami",
    "/sessions",
    "/self-service/login",
    "/self-service/login/api",
    "/health/alive",
  ])("is not handed out by %s", (path) => {
    expect(isCsrfExempt(path)).toBe(true);
  });

  it.each(["/", "/self-service/login/browser", "/self-service/login/flows", "/schemas", "/sessions/a/b/c"])(
    "is handed out by %s",
    (path) => {
      expect(isCsrfExempt(path)).toBe(false);
    },
  );
});
