// What of the product's own pages is shown where: nothing by default, and each that a brand has.
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as own from "@/identity/brand";
import { failures } from "@/lib/i18n/failures";
import { languages, locales, type Locale } from "@/lib/i18n/languages";
import * as halyard from "@/tests/brand/halyard";

const { terms, privacy, support } = halyard.brand.links;

afterEach(() => {
  vi.doUnmock("@/identity/brand");
  vi.doUnmock("@/lib/i18n/locale");
  vi.resetModules();
});

/** The parts of the pages that show links, as HTML, with a brand that has these. */
async function shown(links: own.BrandLinks, locale: Locale = "en") {
  vi.resetModules();
  vi.doMock("@/identity/brand", () => ({ ...own, brand: { ...own.brand, links } }));
  const told = Object.assign(Promise.resolve(locale), { status: "fulfilled", value: locale });
  vi.doMock("@/lib/i18n/locale", () => ({ getLocale: () => told }));
  const { ProductLinks } = await import("@/components/shell/product-links");
  const { SupportLine } = await import("@/components/shell/support-line");
  const { Agreement } = await import("@/components/flow/agreement");
  const { failureHtml } = await import("@/lib/failure/failure-html");
  return {
    foot: renderToStaticMarkup(<ProductLinks />),
    help: renderToStaticMarkup(<SupportLine />),
    agreement: renderToStaticMarkup(<Agreement />),
    failed: failureHtml({
      words: failures[locale],
      lang: locale,
      dir: languages[locale].dir,
      theme: "system",
      nonce: "n",
      reference: "r",
    }),
  };
}

const hrefs = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
const textOf = (html: string) => html.replace(/<[^>]*>/g, "");

describe("the links of a brand", () => {
  it("are addresses that a visitor can be sent to", () => {
    for (const { links } of [own.brand, halyard.brand]) {
      for (const [name, href] of Object.entries(links)) {
        expect(href, name).toMatch(
          name === "support" ? /^(?:https:|mailto:|\/(?!\/))/ : /^(?:https:|\/(?!\/))/,
        );
      }
    }
  });

  it("leave nothing behind where there are none", async () => {
    const { foot, help, agreement, failed } = await shown({});
    expect([foot, help, agreement]).toEqual(["", "", ""]);
    expect(hrefs(failed)).toEqual(["", "/"]);
  });

  it.each(locales)("are all shown in their places, whole sentences in %s", async (locale) => {
    const { foot, help, agreement, failed } = await shown(halyard.brand.links, locale);
    expect(hrefs(foot)).toEqual([terms, privacy, support]);
    expect(hrefs(help)).toEqual([support]);
    expect(hrefs(agreement)).toEqual([terms, privacy]);
    expect(hrefs(failed)).toEqual(["", "/", support]);
    for (const part of [foot, help, agreement]) {
      expect(textOf(part)).not.toMatch(/[<>{}]|&lt;|undefined/);
      expect(part).not.toMatch(/<a[^>]*><\/a>/);
    }
  });

  it("are spoken of each by itself where the other is missing", async () => {
    const onlyTerms = (await shown({ terms: "/terms" })).agreement;
    expect(hrefs(onlyTerms)).toEqual(["/terms"]);
    expect(textOf(onlyTerms)).not.toMatch(/privacy/);
    const onlyPrivacy = (await shown({ privacy: "/privacy" })).agreement;
    expect(hrefs(onlyPrivacy)).toEqual(["/privacy"]);
    expect(textOf(onlyPrivacy)).not.toMatch(/terms/);
    expect((await shown({ support: "/help" })).agreement).toBe("");
  });

  it("open beside the form, which keeps what was typed, and say so", async () => {
    const { agreement } = await shown(halyard.brand.links);
    expect(agreement.match(/target="_blank"/g)).toHaveLength(2);
    expect(textOf(agreement)).toContain("opens in a new tab");
  });
});
