import { describe, expect, it } from "vitest";
import { applicationOf } from "./application";

describe("applicationOf", () => {
  it("reads the application's name and whom it expects", () => {
    const request = {
      client: { client_name: "The shop" },
      oidc_context: { login_hint: "ada@foyer.example" },
    };
    expect(applicationOf(request)).toEqual({ name: "The shop", loginHint: "ada@foyer.example" });
  });

  it("makes do with less", () => {
    const nothing = { name: "", loginHint: undefined };
    for (const request of [{}, { client: null, oidc_context: null }, { client: {}, oidc_context: {} }]) {
      expect(applicationOf(request)).toEqual(nothing);
    }
  });

  it("takes nothing of another kind, and nothing too long", () => {
    const odd = { client: { client_name: 7 }, oidc_context: { login_hint: "a".repeat(321) } };
    expect(applicationOf(odd)).toEqual({ name: "", loginHint: undefined });
    expect(applicationOf({ client: { client_name: "x".repeat(200) } })?.name).toHaveLength(100);
  });

  it("says nothing where nobody asks", () => {
    expect(applicationOf(undefined)).toBeUndefined();
  });
});
