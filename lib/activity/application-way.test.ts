import { describe, expect, it } from "vitest";
import { applicationOfWay, applicationWay } from "./application-way";

describe("the name of an application among the ways", () => {
  it.each(["The shop", "", "متجر", "a:b c", "100 %", "🛒"])("is read as it was written: %j", (name) => {
    const way = applicationWay(name);
    expect(way).not.toContain(" ");
    expect(applicationOfWay(way)).toBe(name);
  });

  it("leaves out what is half a character", () => {
    expect(applicationOfWay(applicationWay("shop \ud83d"))).toBe("shop ");
  });

  it("is not read into other ways", () => {
    expect(applicationOfWay("password")).toBeUndefined();
    expect(applicationOfWay("oidc:application")).toBeUndefined();
  });
});
