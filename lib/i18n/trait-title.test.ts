import { describe, expect, it } from "vitest";
import schema from "@/identity/identity.schema.json";
import { locales } from "./languages";
import { traitTitle } from "./trait-title";

describe("traitTitle", () => {
  const { email, name } = schema.properties.traits.properties;

  it("has the titles of our own schema in every language", () => {
    const titles = [email.title, name.properties.first.title, name.properties.last.title];
    for (const locale of locales.filter((each) => each !== "en")) {
      for (const title of titles) expect(traitTitle(title, locale), locale).not.toBe(title);
    }
    expect(titles.map((title) => traitTitle(title, "en"))).toEqual(titles);
  });

  it("leaves a title alone that it does not know", () => {
    for (const title of ["Shoe size", "constructor", ""]) expect(traitTitle(title, "de")).toBe(title);
  });
});
