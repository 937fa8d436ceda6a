// What search engines may look at, and what other sites show of a link.
import { PNG } from "pngjs";
import { expect, test } from "./fixtures/test";

test("it tells crawlers where there is nothing for them", async ({ request }) => {
  const answer = await request.get("/robots.txt");
  expect(answer.headers()["content-type"]).toMatch(/^text\/plain/);
  expect(answer.headers()["set-cookie"]).toBeUndefined();
  const lines = (await answer.text()).split("\n");
  expect(lines).toContain("User-Agent: *");
  for (const path of ["/api/", "/login", "/settings", "/admin"]) expect(lines).toContain(`Disallow: ${path}`);
  expect(lines.filter((line) => /^Disallow: \/?$/.test(line))).toEqual([]);
});

test("it says of the start page what it is, under the address that people use", async ({ page, stack }) => {
  await page.goto("/");
  const content = (name: string) =>
    page.locator(`meta[name="${name}"], meta[property="${name}"]`).getAttribute("content");
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute(
    "href",
    new RegExp(`^${stack.appUrl}/?$`),
  );
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "index, follow");
  expect(await content("og:title")).toBe(await page.title());
  expect(await content("og:description")).toBe(await content("description"));
  expect(await content("og:url")).toMatch(new RegExp(`^${stack.appUrl}/?$`));
  expect(await content("twitter:card")).toBe("summary_large_image");
  expect(await content("twitter:image")).toBe(await content("og:image"));

  const picture = (await content("og:image")) ?? "";
  expect(picture).toMatch(new RegExp(`^${stack.appUrl}/share\\.png\\?[0-9a-f]{8}$`));
  const answer = await page.request.get(picture);
  expect(answer.headers()).toMatchObject({
    "content-type": "image/png",
    "cache-control": "public, max-age=604800",
    "cross-origin-resource-policy": "cross-origin",
  });
  expect(answer.headers()["set-cookie"]).toBeUndefined();
  const { width, height } = PNG.sync.read(await answer.body());
  expect([String(width), String(height)]).toEqual([
    await content("og:image:width"),
    await content("og:image:height"),
  ]);
});

test("it keeps all other pages out of search engines", async ({ page, people, signedIn }) => {
  const expectUnlisted = async (path: string) => {
    await page.goto(path);
    await expect(page.locator('meta[name="robots"]').first(), path).toHaveAttribute("content", /noindex/);
    await expect(page.locator('meta[property^="og:"]'), path).toHaveCount(0);
  };
  for (const path of ["/login", "/registration", "/recovery", "/welcome", "/nowhere"])
    await expectUnlisted(path);
  await signedIn(page, await people.member());
  for (const path of ["/dashboard", "/settings/profile", "/sessions"]) await expectUnlisted(path);
});
