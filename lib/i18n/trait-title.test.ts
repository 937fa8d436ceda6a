import { describe, expect, it } from "vitest";
import schema from "@/identity/identity.schema.json";
import { locales } from "./languages";
import { traitTitle } from "./trait-title";
import { catalogues } from "./translator";

describe("traitTitle", () => {
  const { email, name } = schema.properties.traits.properties;

  it("has the titles of our own schema in every language", () => {
    const titles = [email.title, name.properties.first.title, name.properties.last.title];
    // An address is an "Email" in Italian too; a first name is one in English alone.
    for (const locale of locales.filter((each) => each !== "en")) {
      const translated = titles.map((title) => traitTitle(title, locale));
      expect(translated.slice(1), locale).not.toEqual(titles.slice(1));
      const { email, first_name, last_name } = catalogues[locale].traits;
      expect(translated, locale).toEqual([email, first_name, last_name]);
    }
    expect(titles.map((title) => traitTitle(title, "en"))).toEqual(titles);
  });

  it("leaves a title alone that it does not know", () => {
    for (const title of ["Shoe size", "constructor", ""]) expect(traitTitle(title, "de")).toBe(title);
  });
});
