import { describe, expect, it } from "vitest";
import { atPlace, keptPlace, placeCookie, settingsPlace } from "./section-return";

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

  it("is remembered while the visitor signs in elsewhere, for that flow alone", () => {
    const kept = { page: "password", event: { kind: "account_linked", ways: ["oidc:acme"] } } as const;
    const event = { ...kept.event, ways: [...kept.event.ways] };
    const cookie = placeCookie(own("/login"), FLOW, { ...kept, event }, "http://app.test");
    const value = /^foyer_settings_place=([^;]+)/.exec(cookie ?? "")?.[1];
    expect(keptPlace(value, FLOW)).toEqual(kept);
    expect(keptPlace(value, "22222222-2222-4222-8222-222222222222")).toBeUndefined();
    expect(keptPlace(`${FLOW}/dashboard/nonesuch/<x>`, FLOW)).toEqual({ page: undefined, event: undefined });
    expect(keptPlace(undefined, FLOW)).toBeUndefined();
    expect(keptPlace(value, null)).toBeUndefined();
  });

  it("needs no remembering where the form leads back at once, or nothing is to come of it", () => {
    const nothing = { page: undefined, event: undefined };
    const back = own("/settings?flow=1");
    expect(placeCookie(back, FLOW, { ...nothing, page: "password" }, "http://a.test")).toBeUndefined();
    expect(placeCookie(own("/login"), FLOW, nothing, "http://a.test")).toBeUndefined();
  });
});
