import { parse, type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { en } from "./en";
import { failures, localeAmong } from "./failures";
import { languages, locales } from "./languages";
import { catalogues, translator } from "./translator";

/** All texts of a catalogue by their whole ids. */
function textsOf(part: object, place = ""): Map<string, string> {
  return new Map(
    Object.entries(part).flatMap(([name, value]: [string, unknown]): [string, string][] =>
      typeof value === "string" ? [[place + name, value]] : [...textsOf(value as object, `${place}${name}.`)],
    ),
  );
}

/** What a message asks for: each argument's name with its kind, wherever it stands. */
function argumentsOf(elements: readonly MessageFormatElement[]): string[] {
  const found = elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.plural:
      case TYPE.select:
        return [
          // A plural is a number that takes the forms of its language, where that has any.
          `${element.value}:${element.type === TYPE.plural ? "number" : "select"}`,
          ...Object.values(element.options).flatMap(({ value }) => argumentsOf(value)),
        ];
      case TYPE.argument:
        return [`${element.value}:text`];
      case TYPE.number:
        return [`${element.value}:number`];
      case TYPE.tag:
        return [`${element.value}:tag`, ...argumentsOf(element.children)];
      case TYPE.literal:
      case TYPE.pound:
        return [];
      default:
        return [`${TYPE[element.type]} is in no text so far`];
    }
  });
  return [...new Set(found)].sort();
}

function pluralsOf(elements: readonly MessageFormatElement[]): string[][] {
  return elements.flatMap((element) =>
    element.type === TYPE.plural || element.type === TYPE.select
      ? [
          ...(element.type === TYPE.plural ? [Object.keys(element.options)] : []),
          ...Object.values(element.options).flatMap(({ value }) => pluralsOf(value)),
        ]
      : [],
  );
}

const english = textsOf(en);

describe.each(locales)("the texts in %s", (locale) => {
  const texts = textsOf(catalogues[locale]);

  it("are those of English, with none missing and none left over", () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("say something each", () => {
    expect([...texts].filter(([, text]) => text.trim() === "" || text !== text.trim())).toEqual([]);
  });

  it("are ICU messages that ask for the same values as English", () => {
    const wanted = [...english].map(([id, text]) => [id, argumentsOf(parse(text))]);
    const found = [...english.keys()].map((id) => [id, argumentsOf(parse(texts.get(id) ?? ""))]);
    expect(found).toEqual(wanted);
  });

  it("have the plural forms of the language, and no others", () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.sort();
    for (const text of texts.values()) {
      for (const plural of pluralsOf(parse(text))) {
        expect(plural.filter((form) => !form.startsWith("=")).sort(), text).toEqual(forms);
      }
    }
  });

  it("use no straight apostrophe, which would quote what follows it", () => {
    expect([...texts.values()].filter((text) => text.includes("'"))).toEqual([]);
  });

  it("have the words that the browser fetches for a page that failed", () => {
    expect(failures[locale]).toEqual(catalogues[locale].failure);
  });

  it("come under the language's own name, in its direction", () => {
    const { name, dir } = languages[locale];
    expect(new Intl.DisplayNames(locale, { type: "language" }).of(locale)?.toLowerCase()).toBe(
      name.toLowerCase(),
    );
    expect(dir).toBe(["ar", "fa", "he", "ur"].includes(locale) ? "rtl" : "ltr");
  });
});

describe("the texts in French", () => {
  it("hold signs to their word by a narrow no-break space", () => {
    const torn = /(?<!\u202f)[:;!?»](?!\S)|«(?!\u202f)/;
    expect([...textsOf(catalogues.fr).values()].filter((text) => torn.test(text))).toEqual([]);
  });
});

describe("translator", () => {
  it("fills in values, with the plural form of their number", () => {
    const t = translator("en", "admin.overview");
    expect(t("counting", { count: 1 })).toContain("1 identity.");
    expect(t("counting", { count: 1200 })).toContain("1,200 identities.");
  });

  it("writes numbers as the language does", () => {
    expect(translator("de", "admin.common")("total", { count: 1200 })).toContain("1.200");
  });
});

describe("localeAmong", () => {
  it("takes the first language that we speak, whatever its region", () => {
    expect(localeAmong(["tlh", "de-AT", "ar"])).toBe("de");
    expect(localeAmong(["tlh"])).toBe("en");
    expect(localeAmong([])).toBe("en");
  });
});
