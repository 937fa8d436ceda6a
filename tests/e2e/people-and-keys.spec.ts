// Keyboard, focus, and what the same forms do better with script.
import type { Page } from "@playwright/test";
import { button, control, field, message, register, signIn } from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";

test("it lets a person register and confirm by keyboard alone", async ({ page, people, mailbox }) => {
  const person = people.stranger();
  await page.goto("/registration");
  const answers: Record<string, string> = {
    "traits.email": person.email,
    password: person.password,
    "traits.name.first": person.firstName,
    "traits.name.last": person.lastName,
  };
  for (const left = new Set(Object.keys(answers)); left.size > 0;) {
    const name = await tabTo(page, [...left]);
    await page.keyboard.type(answers[name] ?? "");
    left.delete(name);
  }
  await page.keyboard.press("Enter");
  await expect(message(page, 1080003)).toBeVisible();
  const code = codeIn(await mailbox.newest(person.email));
  if (!(await control(page, "code").evaluate((input) => input === document.activeElement)))
    await tabTo(page, ["code"]);
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await expect(message(page, 1080002)).toBeVisible();
});

test("it offers a way past the navigation, and shows where the focus is", async ({
  page,
  people,
  signedIn,
}) => {
  await signedIn(page, await people.member());
  await page.goto("/dashboard");
  await page.keyboard.press("Tab");
  const first = page.locator(":focus");
  await expect(first).toHaveAttribute("href", "#main");
  await expect(first).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Tab");
  const outline = await page.locator(":focus").evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return { isOutlined: outlineStyle !== "none" && outlineWidth !== "0px", hasShadow: boxShadow !== "none" };
  });
  expect(outline.isOutlined || outline.hasShadow).toBe(true);
});

test("it puts the focus on the first field that is wrong", async ({ page, people }) => {
  await page.goto("/registration");
  await register(page, { ...people.stranger(), password: "short" });
  await expect(control(page, "password")).toBeFocused();
});

test("it puts the focus on what is wrong as a whole where no field is", async ({ page, people }) => {
  await page.goto("/login");
  await signIn(page, people.stranger());
  await expect(message(page, 4000006)).toBeVisible();
  await expect(page.locator("[role=alert]:focus, input:focus")).toHaveCount(1);
});

test("it shows the password on request", async ({ page }) => {
  await page.goto("/login");
  const password = page.locator("input[name=password]");
  await password.fill("something to see");
  const reveal = field(page, "password").locator("button[aria-controls]");
  await reveal.click();
  await expect(password).toHaveAttribute("type", "text");
  await expect(reveal).toHaveAttribute("aria-pressed", "true");
  await reveal.click();
  await expect(password).toHaveAttribute("type", "password");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("it shows no button that would do nothing", async ({ page }) => {
    await page.goto("/login");
    await expect(page.locator("button[type=button]:visible")).toHaveCount(0);
  });

  test("it changes the theme by a form, and keeps it", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto("/login?return_to=/welcome");
    const light = await background(page);
    await page.locator("button[name=theme][value=dark]").click();
    await expect(page).toHaveURL(/\/login/);
    await expect(page.locator("button[name=theme][value=dark]")).toHaveAttribute("aria-pressed", "true");
    const dark = await background(page);
    expect(dark).not.toBe(light);
    await page.goto("/registration");
    expect(await background(page)).toBe(dark);
    await page.locator("button[name=theme][value=system]").click();
    await expect(page.locator("button[name=theme][value=system]")).toHaveAttribute("aria-pressed", "true");
    expect(await background(page)).toBe(light);
  });
});

test("it changes the theme in place with script, keeps it, and loses nothing that was typed", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/login");
  const light = await background(page);
  await control(page, "identifier").fill("half@typed");
  const saved = page.waitForResponse((response) => response.url().endsWith("/api/theme"));
  await page.locator("button[name=theme][value=dark]").click();
  await expect(control(page, "identifier")).toHaveValue("half@typed");
  await expect.poll(() => background(page)).not.toBe(light);
  const dark = await background(page);
  await saved;
  await page.goto("/registration");
  expect(await background(page)).toBe(dark);
});

test("it follows the system's theme until a person chooses", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/login");
  const light = await background(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => background(page)).not.toBe(light);
});

test("it sends a form once however often the button is pressed", async ({ page, people }) => {
  const person = await people.member();
  await page.goto("/login");
  let posts = 0;
  await page.route("**/api/auth/login?*", async (route) => {
    posts++;
    await route.continue();
  });
  await control(page, "identifier").fill(person.email);
  await control(page, "password").fill(person.password);
  await button(page, "password").dblclick();
  await expect(page).not.toHaveURL(/\/login/);
  expect(posts).toBe(1);
});

test("it takes a code that is pasted with a space and sends it", async ({ page, people, mailbox }) => {
  const person = people.stranger();
  await page.goto("/registration");
  await register(page, person);
  const code = codeIn(await mailbox.newest(person.email));
  await control(page, "code").focus();
  await control(page, "code").evaluate(
    (input, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text", text);
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    ` ${code.slice(0, 3)} ${code.slice(3)} `,
  );
  await expect(message(page, 1080002)).toBeVisible();
});

test("it loads little script and nothing from elsewhere", async ({ page, stack }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== stack.appUrl && url.protocol !== "data:") elsewhere.push(request.url());
  });
  for (const path of ["/", "/login", "/registration"]) await page.goto(path, { waitUntil: "networkidle" });
  expect(elsewhere).toEqual([]);
});

/** Presses Tab until one of the named controls has the focus, and returns its name. */
async function tabTo(page: Page, names: string[]): Promise<string> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("name") ?? "");
    if (names.includes(focused)) return focused;
  }
  throw new Error(`Tab never reached ${names.join(", ")}.`);
}

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}
