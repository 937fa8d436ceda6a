/** Shows that identity/brand.ts is the one place of the brand: another one in its place leaves nothing of the first. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import { compile } from "tailwindcss";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as own from "@/identity/brand";
import * as other from "@/tests/brand/halyard";
import { failure } from "@/lib/i18n/en/failure";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = ["app", "components", "lib"];

/** What may stand there all the same, and why. */
const ALLOWED: Record<string, RegExp> = {
  // A camera reads black on white, whatever the theme.
  "components/flow/image-node.tsx": /bg-white/,
  // Their owners' colours.
  "components/flow/provider-marks.tsx": /#[0-9a-f]{6}/g,
};

/** Colours, corners, shadows and fonts by value, and Tailwind's own palette and sizes in the place of the brand's. */
const BY_VALUE = [
  /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?![\w-])/i,
  /\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|color)\(/,
  /\b(?:bg|text|border|outline|ring|fill|stroke|decoration|accent|caret|from|via|to)-(?:white|black|(?:slate|gray|zinc|neutral|stone|red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose)-\d+)\b/,
  /\brounded(?:-[trblse]{1,2})?-(?:\[|(?:xs|sm|md|lg|xl|2xl|3xl|4xl|full)\b)/,
  /\bshadow-(?:\[|(?:2xs|xs|sm|md|lg|xl|2xl|inner)\b)/,
  /\bfont-(?:\[|serif\b)/,
];

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) =>
    join(folder, path).replaceAll("\\", "/"),
  ),
).filter((path) => /\.(tsx?|css)$/.test(path) && !/\.test\.tsx?$|\/testing\//.test(path));

describe("the sources of the pages", () => {
  it.each(sources)("hold nothing of a brand: %s", (path) => {
    const text = readFileSync(join(ROOT, path), "utf8").replace(ALLOWED[path] ?? /$^/, "");
    expect(text).not.toMatch(new RegExp(`\\b${own.brand.name}\\b`));
    for (const value of BY_VALUE) expect(text).not.toMatch(value);
  });
});

const valuesOf = ({ colors }: { colors: Record<string, own.ColorPair> }) =>
  new Set<string>(Object.values(colors).flatMap(({ light, dark }) => [light, dark]));

/** Those of a brand that the other has not. */
const ownValues = [...valuesOf(own)].filter((value) => !valuesOf(other).has(value));

describe("another brand in the place of the first", () => {
  afterEach(() => {
    vi.doUnmock("@/identity/brand");
    vi.resetModules();
  });

  async function putOtherInPlace(): Promise<void> {
    vi.resetModules();
    vi.doMock("@/identity/brand", () => other);
    await import("@/identity/brand");
  }

  it("has the same names for what it says", () => {
    expect(Object.keys(other.colors)).toEqual(Object.keys(own.colors));
    expect(Object.keys(other.radius)).toEqual(Object.keys(own.radius));
    expect(Object.keys(other.shadow)).toEqual(Object.keys(own.shadow));
    expect(Object.keys(other.font)).toEqual(Object.keys(own.font));
    expect(Object.keys(other.brand)).toEqual(Object.keys(own.brand));
    expect(ownValues.length).toBeGreaterThan(40);
  });

  it("is all that the stylesheet knows", async () => {
    await putOtherInPlace();
    const { default: config } = (await import("@/tailwind.config")) as { default: object };
    const css = await stylesheetOf(config);
    for (const value of valuesOf(other)) expect(css).toContain(value);
    for (const value of ownValues) expect(css).not.toContain(value);
    for (const corner of Object.values(own.radius)) expect(css).not.toContain(`border-radius: ${corner};`);
    for (const corner of Object.values(other.radius)) expect(css).toContain(`border-radius: ${corner};`);
    expect(css).toContain(other.shadow.card.slice(-12));
    for (const family of [other.font.sans[0], other.font.mono[0]]) expect(css).toContain(family);
  });

  it("is all that a failed page knows", async () => {
    await putOtherInPlace();
    const { failureHtml } = await import("@/lib/failure/failure-html");
    const html = failureHtml({
      words: failure,
      lang: "en",
      dir: "ltr",
      theme: "system",
      nonce: "n",
      reference: "r",
    });
    expect(html).toContain(other.brand.name);
    for (const { path } of other.brand.logo.shapes) expect(html).toContain(path);
    expect(html).not.toContain(own.brand.name);
    for (const value of ownValues) expect(html).not.toContain(value);
  });

  it("is all that the manifest knows", async () => {
    await putOtherInPlace();
    const { default: manifest } = await import("@/app/manifest");
    expect(manifest()).toMatchObject({
      name: other.brand.name,
      short_name: other.brand.name,
      background_color: other.colors.canvas.light,
      theme_color: other.colors.canvas.light,
    });
  });

  it("is what the icons are drawn of", async () => {
    await putOtherInPlace();
    const { generateStaticParams, GET } = await import("@/app/icons/[name]/route");
    for (const { name } of generateStaticParams()) {
      const answer = await GET(new Request("http://app.test"), { params: Promise.resolve({ name }) });
      expect(answer.headers.get("content-type")).toBe("image/png");
      const { data, width, height } = PNG.sync.read(Buffer.from(await answer.arrayBuffer()));
      expect([`${String(width)}.png`, height]).toEqual([name, width]);
      const found = new Set<string>();
      for (let at = 0; at < data.length; at += 4) found.add(`#${data.toString("hex", at, at + 3)}`);
      expect(`#${data.toString("hex", 0, 4)}`).toBe(`${other.colors.canvas.light}ff`);
      const tones = other.brand.logo.shapes.map(({ tone }) => other.colors[tone].light);
      expect([...found]).toEqual(expect.arrayContaining(tones));
    }
  });
});

/** The stylesheet of all classes in the sources, with a configuration that is at hand rather than in its file. */
async function stylesheetOf(config: object): Promise<string> {
  const base = join(ROOT, "app");
  const compiler = await compile(readFileSync(join(base, "globals.css"), "utf8"), {
    base,
    loadModule: async (id) => Promise.resolve({ path: id, base, module: config }),
    loadStylesheet: async (id) => {
      const path = createRequire(import.meta.url).resolve(`${id}/index.css`);
      return Promise.resolve({ path, base, content: readFileSync(path, "utf8") });
    },
  });
  const words = sources.flatMap((path) => readFileSync(join(ROOT, path), "utf8").match(/[^\s"'`]+/g) ?? []);
  return compiler.build([...new Set(words)]);
}
