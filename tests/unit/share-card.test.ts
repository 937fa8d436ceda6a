// The picture that other sites show beside a link: the brand's own, drawn without asking anybody.
import { writeFile } from "node:fs/promises";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as own from "@/identity/brand";
import * as halyard from "@/tests/brand/halyard";

/** Addresses that were asked for something; the drawing program unpacks its own parts by `data:`. */
let asked: string[] = [];
const realFetch = globalThis.fetch;

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", (input: string | URL | Request) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address.startsWith("data:")) return realFetch(address);
    asked.push(address);
    return Promise.reject(new Error("nothing is fetched to draw a picture"));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock("@/identity/brand");
  vi.resetModules();
});

async function drawn({
  brand,
  colors,
}: Pick<typeof own, "brand"> & { colors: Record<string, own.ColorPair> }) {
  vi.resetModules();
  vi.doMock("@/identity/brand", () => ({ ...own, brand, colors }));
  const { GET } = await import("@/app/share.png/route");
  const response = GET();
  const bytes = Buffer.from(await response.arrayBuffer());
  const folder = process.env.FOYER_SHARE_CARDS;
  if (folder !== undefined) await writeFile(`${folder}/${brand.name}.png`, bytes);
  const png = PNG.sync.read(bytes);
  const at = (x: number, y: number) => `#${png.data.subarray((y * png.width + x) * 4).toString("hex", 0, 3)}`;
  const all = new Set<string>();
  for (let x = 0; x < png.width; x += 2) for (let y = 0; y < png.height; y += 2) all.add(at(x, y));
  /** How much of the left part is not its ground. */
  let ink = 0;
  for (let x = 0; x < 720; x += 2) for (let y = 0; y < png.height; y += 2) if (at(x, y) !== at(1, 1)) ink++;
  return { response, png, at, all, ink };
}

describe("the picture beside a link", () => {
  it.each([
    ["Foyer", own],
    ["Halyard", halyard],
  ] as const)("shows the brand of %s in its colours", async (_, theirs) => {
    const { response, png, at, all } = await drawn(theirs);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("cache-control")).toBe("public, max-age=604800");
    expect([png.width, png.height]).toEqual([1200, 630]);
    expect(at(4, 4)).toBe(theirs.colors.canvas.light);
    expect(at(1196, 4)).toBe(theirs.colors.panel.light);
    const { logo, picture } = theirs.brand;
    for (const { tone } of [...logo.shapes, ...picture.shapes])
      expect(all).toContain(theirs.colors[tone].light);
    expect(all).toContain(theirs.colors.ink.light);
    expect(asked).toEqual([]);
  });

  it("takes any logo, long names, and texts in other scripts, which it leaves out", async () => {
    const wide = { ...own.brand.logo, viewBox: "0 0 320 32" };
    const long = "The Very Long Name of an Association of Many Smaller Associations, Inc.";
    const withText = await drawn({ ...own, brand: { ...own.brand, name: long, logo: wide } });
    const plain = await drawn({
      ...own,
      brand: { ...own.brand, name: "玄関", tagline: "どうぞ 👋", logo: wide },
    });
    expect(plain.ink).toBeGreaterThan(100);
    expect(withText.ink).toBeGreaterThan(plain.ink * 2);
    expect(asked).toEqual([]);
  });

  it("has every letter that it takes for its own", async () => {
    const name = "Ærøskøbing Łódź Škoda Çelik Þór ÿ ¡¿ œ";
    const tagline = "Здравствуйте, “quotes” – and — €…";
    await drawn({ ...own, brand: { ...own.brand, name, tagline } });
    expect(asked).toEqual([]);
  });
});
