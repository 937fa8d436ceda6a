import { describe, expect, it } from "vitest";
import { offeredCookie, offeredIn } from "./offered";
import { offeredSections, sectionOfPath, sectionPath, settingsSections } from "./sections";

describe("the sections of the settings", () => {
  it("are those that the flow has something for, in their order", () => {
    expect(offeredSections(["default", "oidc", "lookup_secret", "profile"])).toEqual([
      "profile",
      "second-factors",
      "linked-accounts",
    ]);
    expect(offeredSections(["webauthn"])).toEqual(["second-factors", "keys"]);
    expect(offeredSections(["default", "something-new"])).toEqual([]);
  });

  it("have addresses that lead to them, and to nothing else", () => {
    for (const section of settingsSections) expect(sectionOfPath(sectionPath(section))).toBe(section);
    for (const path of ["/settings", "/settings/", "/settings/data", "/settings/toString", "/x/password"]) {
      expect(sectionOfPath(path)).toBeUndefined();
    }
  });

  it("are noted for the pages without a flow, and only where that is news", () => {
    const cookie = offeredCookie(["profile", "keys"], undefined, "http://app.test") ?? "";
    const value = /^foyer_settings=([^;]*)/.exec(cookie)?.[1];
    expect(offeredIn(value)).toEqual(["profile", "keys"]);
    expect(offeredCookie(["profile", "keys"], value, "http://app.test")).toBeUndefined();
    expect(offeredCookie([], value, "http://app.test")).toBeUndefined();
    expect(offeredIn("profile.<script>.valueOf")).toEqual(["profile"]);
    expect(offeredIn(undefined)).toEqual([]);
  });
});
