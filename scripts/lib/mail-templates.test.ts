/** Holds the mails' templates to the texts, the layout and the brand that they are made of. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brand, colors } from "../../identity/brand";
import { locales } from "../../lib/i18n/languages";
import * as other from "../../tests/brand/halyard";
import { appLayout, mailTemplates } from "./mail-templates.mjs";

const folder = join(import.meta.dirname, "../../identity/mail");
const look = { name: brand.name, colors };

describe("the mails", () => {
  it("are as `npm run mails` writes them", async () => {
    for (const [path, content] of await mailTemplates(folder, look)) {
      expect(await readFile(join(folder, path), "utf8"), `run npm run mails: ${path}`).toBe(content);
    }
  });

  it("of the app have the same layout", async () => {
    expect(
      await readFile(join(import.meta.dirname, "../../lib/mail/layout.ts"), "utf8"),
      "run npm run mails",
    ).toBe(await appLayout(folder));
  });

  it.each(locales)("speak %s, as the pages do", async (locale) => {
    const texts = await readFile(join(folder, "texts", `${locale}.yml`), "utf8");
    expect(texts).toContain("recovery_code:");
  });
});

describe("the mails of another brand", () => {
  it("have its name and colours alone", async () => {
    const mails = await mailTemplates(folder, { name: other.brand.name, colors: other.colors });
    const theirs = new Set<string>(Object.values(other.colors).flatMap(({ light, dark }) => [light, dark]));
    for (const [path, text] of mails) {
      if (path.endsWith("email.body.gotmpl")) expect(text, path).toContain(`>${other.brand.name}</td>`);
      expect(text, path).not.toContain(brand.name);
      for (const [hex] of text.matchAll(/#[0-9a-f]{6}\b/gi)) expect(theirs, path).toContain(hex);
    }
  });
});

describe("texts of mails that can't be right", () => {
  let copy: string;
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), "foyer-mails-"));
    await cp(folder, copy, { recursive: true });
  });
  afterEach(() => rm(copy, { recursive: true, force: true }));

  const change = async (language: string, from: string, to: string) => {
    const file = join(copy, "texts", `${language}.yml`);
    const texts = await readFile(file, "utf8");
    expect(texts).toContain(from);
    await writeFile(file, texts.replace(from, to));
    return mailTemplates(copy, look);
  };

  it.each([
    ["a missing text", "  button: Adresse bestätigen\n", "", "de.yml lacks verification_code.button"],
    ["a surplus text", "  title: Anmelden\n", "  title: Anmelden\n  more: Mehr\n", "has login_code.more"],
    ["a value that the mail has not", "{minutes} Minuten", "{hours} Stunden", "says {hours}"],
    ["a template's own braces", "title: Anmelden", 'title: "{{ .To }}"', "double braces"],
    ["an empty text", "title: Anmelden", 'title: ""', "login_code.title is missing"],
  ])("are named: %s", async (_, from, to, said) => {
    await expect(change("de", from, to)).rejects.toThrow(said);
  });

  it("are text only: markup in them is shown, not carried out", async () => {
    const files = await change("de", "title: Anmelden", "title: <b>Anmelden</b> & mehr");
    expect(files.get("login_code/valid/email.body.gotmpl")).toContain(
      "&lt;b&gt;Anmelden&lt;/b&gt; &amp; mehr",
    );
  });
});
