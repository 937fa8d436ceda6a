import { expect, test } from "vitest";
import { parseAppUrl } from "./app-server.mjs";
import { productionOverrides, requireProductionSettings } from "./production.mjs";
import { APP_SECRET } from "./secrets.mjs";

const complete = {
  [APP_SECRET.name]: "app-secret-that-is-32-characters",
  SECRETS_COOKIE_0: "cookies-secret-of-32-characters.",
  SECRETS_CIPHER_0: "cipher-secret-of-32-characters-.",
  COURIER_SMTP_CONNECTION_URI: "smtps://u:p@mail.example.com:465",
};
const HTTPS = "https://www.example.com";

function complaint(env: Record<string, string>, config: object | undefined, origin = HTTPS): string {
  try {
    requireProductionSettings(env, config as Record<string, unknown> | undefined, origin);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("it accepts a complete environment", () => {
  expect(complaint(complete, {})).toBe("");
});

test("it names every variable that is missing at once, and tells how to make secrets", () => {
  const text = complaint({}, {});
  for (const name of Object.keys(complete)) expect(text).toContain(name);
  expect(text).toContain("npm run --silent secrets");
});

test("it asks for nothing of the identity server's when that is elsewhere", () => {
  const text = complaint({}, undefined);
  expect(text).toContain(APP_SECRET.name);
  expect(text).not.toContain("SECRETS_");
  expect(text).not.toContain("COURIER");
});

test("it takes no secret that everybody knows, but on this machine", () => {
  const names = [APP_SECRET.name, "SECRETS_COOKIE_0", "SECRETS_CIPHER_0"];
  const known = Object.fromEntries(names.map((name) => [name, "for-trying-out-secret-of-32-char"]));
  const text = complaint({ ...complete, ...known }, {});
  for (const name of names) expect(text).toContain(`${name} has the value for trying out`);
  expect(text).toContain("npm run --silent secrets");
  expect(complaint({ ...complete, ...known }, {}, "http://localhost:3000")).toBe("");
});

test("it never repeats a secret", () => {
  const text = complaint({ ...complete, SECRETS_CIPHER_0: "too short a secret" }, {});
  expect(text).toContain("exactly 32");
  expect(text).not.toContain("too short a secret");
});

test("it wants https anywhere but on this machine", () => {
  expect(complaint(complete, {}, "http://www.example.com")).toContain("APP_URL");
  expect(complaint(complete, {}, "http://localhost:3000")).toBe("");
});

test("it does without Secure cookies on this machine only, and only where nothing else is configured", () => {
  expect(productionOverrides({}, {}, HTTPS)).toEqual({});
  expect(productionOverrides({}, {}, "http://localhost:3000")).toEqual({
    COOKIES_SECURE: "false",
    SESSION_COOKIE_SECURE: "false",
  });
  expect(productionOverrides({ cookies: { secure: "true" } }, {}, "http://localhost:3000")).toEqual({
    SESSION_COOKIE_SECURE: "false",
  });
});

test("it takes an origin as the app's address and nothing longer", () => {
  expect(parseAppUrl("https://www.example.com/")).toBe(HTTPS);
  for (const value of [
    "https://www.example.com/app",
    "www.example.com",
    "ftp://www.example.com",
    "https://a.example/?x",
  ]) {
    expect(() => parseAppUrl(value)).toThrow(/^APP_URL is/);
  }
});
