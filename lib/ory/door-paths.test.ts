import { describe, expect, it } from "vitest";
import { isDoorPath, isSubmitPath, linkQuery } from "./door-paths";

const split = (path: string) => path.split("/");

describe("isDoorPath", () => {
  for (const path of [
    "self-service/login",
    "self-service/login/browser",
    "self-service/methods/oidc/callback/my-provider",
    "sessions",
    "sessions/whoami",
    "sessions/0c9a1f4e-77aa-4a4b-8c51-0f3f2c1d9e88",
    "schemas/cGVyc29u",
    ".well-known/ory/webauthn.js",
    "health/alive",
  ]) {
    it(`opens for ${path}`, () => expect(isDoorPath(split(path))).toBe(true));
  }

  for (const path of [
    "admin/identities",
    "identities",
    "recovery/code",
    "courier/messages",
    "sessions/x/extend",
    "self-service",
    "self-service/../admin/identities",
    "self-service/./login",
    "self-service//admin",
    "self-service/a b",
    "self-service/..%2fadmin",
    "self-service/%61dmin",
    ".well-known/other",
    "metrics/prometheus",
    "version",
    "",
  ]) {
    it(`is shut for ${JSON.stringify(path)}`, () => expect(isDoorPath(split(path))).toBe(false));
  }
});

describe("linkQuery", () => {
  const at = (path: string, query: string) => linkQuery(split(path), new URLSearchParams(query))?.toString();

  it("lets mails' links through, without what trackers add", () => {
    expect(at("self-service/verification", "flow=f&code=1&utm_source=mail")).toBe("flow=f&code=1");
    expect(at("self-service/recovery", "token=t&flow=f")).toBe("flow=f&token=t");
  });

  it("lets a settings change that waited be taken up again, and nothing else", () => {
    expect(at("self-service/settings", "flow=f&unlink=google&password=x")).toBe("flow=f");
  });

  it("refuses a form in a link's clothes", () => {
    expect(at("self-service/settings", "flow=f&csrf_token=t&password=x")).toBeUndefined();
    expect(at("self-service/verification", "flow=f&method=code&email=a")).toBeUndefined();
  });

  it("is for submit endpoints only", () => {
    expect(isSubmitPath(split("self-service/settings"))).toBe(true);
    expect(isSubmitPath(split("self-service/settings/browser"))).toBe(false);
    expect(isSubmitPath(split("self-service/logout"))).toBe(false);
    expect(isSubmitPath(split("self-service/toString"))).toBe(false);
  });
});
