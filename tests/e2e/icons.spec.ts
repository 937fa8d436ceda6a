// What a browser, a tab and a home screen take from the brand: nobody has to be signed in for it.
import { PNG } from "pngjs";
import type { APIRequestContext } from "@playwright/test";
import { brand, colors } from "@/identity/brand";
import { expect, test } from "./fixtures/test";

interface Manifest {
  name: string;
  start_url: string;
  display: string;
  icons: { src: string; sizes: string; type: string; purpose: string }[];
}

test("it has a manifest with the brand's name, and icons of the sizes that it says", async ({
  page,
  request,
}) => {
  await page.goto("/login");
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const answer = await request.get(href ?? "");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toContain("application/manifest+json");
  const manifest = (await answer.json()) as Manifest;
  expect(manifest).toMatchObject({ name: brand.name, start_url: "/", display: "standalone" });
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
    "192x192 any",
    "192x192 maskable",
    "512x512 any",
    "512x512 maskable",
  ]);
  for (const { src, sizes } of manifest.icons) {
    const { width, height } = await picture(request, src);
    expect(`${String(width)}x${String(height)}`).toBe(sizes);
  }
});

test("it has an icon for a home screen, and one in the page for the tab", async ({ page, request }) => {
  await page.goto("/login");
  const apple = page.locator("link[rel=apple-touch-icon]");
  await expect(apple).toHaveAttribute("sizes", "180x180");
  const { width, height, data } = await picture(request, (await apple.getAttribute("href")) ?? "");
  expect([width, height]).toEqual([180, 180]);
  // Apple paints black where an icon lets through.
  expect([...data].filter((_, at) => at % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
  await expect(page.locator("link[rel=icon]")).toHaveAttribute("href", /^data:image\/svg\+xml[;,]/);
});

test("it lets icons be kept for a day, and knows no others", async ({ request }) => {
  const known = await request.get("/icons/192.png");
  expect(known.headers()["cache-control"]).toBe("public, max-age=86400");
  expect(known.headers()["set-cookie"]).toBeUndefined();
  expect((await request.get("/icons/193.png")).status()).toBe(404);
});

test("it lets the browser take the manifest under the content security policy", async ({ page }) => {
  await page.goto("/login");
  const client = await page.context().newCDPSession(page);
  const { url, errors, data } = await client.send("Page.getAppManifest");
  expect(new URL(url).pathname).toBe("/manifest.webmanifest");
  expect(errors).toEqual([]);
  expect(data).toContain(brand.name);
});

test("it gives the browser's own frame the page's colour, in the look that was chosen", async ({ page }) => {
  const frame = page.locator("meta[name=theme-color]");
  await page.goto("/login");
  await expect(frame).toHaveCount(2);
  await expect(frame.and(page.locator("[media*=light]"))).toHaveAttribute("content", colors.canvas.light);
  await expect(frame.and(page.locator("[media*=dark]"))).toHaveAttribute("content", colors.canvas.dark);
  const saved = page.waitForResponse((response) => response.url().endsWith("/api/theme"));
  await page.locator("button[name=theme][value=dark]").click();
  const shown = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await expect(frame.first()).toHaveAttribute("content", await shown());
  await saved;
  await page.reload();
  await expect(frame).toHaveCount(1);
  await expect(frame).toHaveAttribute("content", colors.canvas.dark);
});

async function picture(request: APIRequestContext, path: string) {
  const answer = await request.get(path);
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toBe("image/png");
  return PNG.sync.read(await answer.body());
}
