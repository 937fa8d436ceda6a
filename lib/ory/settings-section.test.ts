import { describe, expect, it } from "vitest";
import { atSection } from "./settings-section";

describe("the section of the settings that was sent", () => {
  it("is where the settings page opens again", () => {
    expect(atSection({ kind: "own", path: "/settings?flow=1" }, "password")).toEqual({
      kind: "own",
      path: "/settings?flow=1#password",
    });
  });

  it("does not follow the visitor to another page", () => {
    expect(atSection({ kind: "own", path: "/sessions" }, "password")).toEqual({
      kind: "own",
      path: "/sessions",
    });
    const away = { kind: "other", href: "https://shop.example/" } as const;
    expect(atSection(away, "password")).toEqual(away);
  });

  it("is taken for nothing but a name of a group", () => {
    for (const odd of ["x y", "a/b", "", "#", "a".repeat(33)]) {
      expect(atSection({ kind: "own", path: "/settings?flow=1" }, odd)).toEqual({
        kind: "own",
        path: "/settings?flow=1",
      });
    }
  });
});
