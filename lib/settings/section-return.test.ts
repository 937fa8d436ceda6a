import { describe, expect, it } from "vitest";
import { seal } from "@/lib/security/seal";
import {
  atPlace,
  type KeptPlace,
  keptPlace,
  placeCookie,
  restOfPlace,
  settingsPlace,
} from "./section-return";

const FLOW = "11111111-1111-4111-8111-111111111111";
const place = (query: string) => settingsPlace(new URLSearchParams(query));
const own = (path: string) => ({ kind: "own", path }) as const;

describe("the section of the settings that was sent", () => {
  it("is where the settings page opens again", () => {
    expect(atPlace(own("/settings?flow=1"), place("section=password"))).toEqual(
      own("/settings?flow=1#password"),
    );
    expect(atPlace(own("/settings?flow=1"), place("page=second-factors&section=totp"))).toEqual(
      own("/settings/second-factors?flow=1#totp"),
    );
    expect(atPlace(own("/settings?return_to=%2Fa"), place("page=password"))).toEqual(
      own("/settings/password?return_to=%2Fa"),
    );
  });

  it("does not follow the visitor to another page", () => {
    expect(atPlace(own("/sessions"), place("page=password&section=password"))).toEqual(own("/sessions"));
    const away = { kind: "other", href: "https://shop.example/" } as const;
    expect(atPlace(away, place("section=password"))).toEqual(away);
  });

  it("is taken for nothing but a name of a section and a group", () => {
    for (const odd of ["x y", "a/b", "", "#", "a".repeat(33), "../x", "toString"]) {
      const query = new URLSearchParams({ page: odd, section: odd === "toString" ? "#" : odd });
      expect(atPlace(own("/settings?flow=1"), settingsPlace(query))).toEqual(own("/settings?flow=1"));
    }
  });

  const FROM = "http://app.test";
  const valueOf = (cookie: string | undefined) => /^foyer_settings_place=([^;]+)/.exec(cookie ?? "")?.[1];

  it("is remembered while the visitor signs in elsewhere, with its flow", async () => {
    const kept: KeptPlace = { page: "password", event: { kind: "account_linked", ways: ["oidc:acme"] } };
    const value = valueOf(await placeCookie(own("/login"), FLOW, kept, FROM));
    expect(await keptPlace(value)).toEqual({ ...kept, flowId: FLOW });
    expect(valueOf(await restOfPlace(FLOW, kept, FROM))).toBeDefined();
    expect(await restOfPlace(FLOW, { ...kept, page: undefined }, FROM)).toBeUndefined();
    expect(await keptPlace(undefined)).toBeUndefined();
  });

  it("is nothing that a visitor can write, nor a kind that no form of the settings has", async () => {
    const written = { flow: FLOW, page: "password", event: { kind: "sessions_revoked", ways: [] } };
    for (const forged of [
      `${FLOW}/password/password_changed`,
      JSON.stringify(written),
      await seal("place", written, 60),
      await seal("place", { ...written, event: { kind: "account_linked", ways: ["<x>"] } }, 60),
      await seal("place", { flow: "x", page: "password" }, 60),
      await seal("typed", { flow: FLOW, page: "password" }, 60),
    ]) {
      expect(await keptPlace(forged)).toBeUndefined();
    }
    expect(await keptPlace(await seal("place", { flow: FLOW, page: "password" }, 60))).toBeDefined();
  });

  it("needs no remembering where the form leads back at once, or nothing is to come of it", async () => {
    const nothing = { page: undefined, event: undefined };
    const back = own("/settings?flow=1");
    expect(await placeCookie(back, FLOW, { ...nothing, page: "password" }, FROM)).toBeUndefined();
    expect(await placeCookie(own("/login"), FLOW, nothing, FROM)).toBeUndefined();
  });
});
