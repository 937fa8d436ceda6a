// What is photographed, and how to get there.

/**
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {import("./test-stack.mjs").Stack} Stack
 * @typedef {{ name: string, open: (page: Page, stack: Stack) => Promise<void> }} Shot
 */

const PASSWORD = "correct horse battery staple";

/** @type {Shot[]} */
export const SHOTS = [
  { name: "login", open: (page) => visit(page, "/login") },
  { name: "registration", open: (page) => visit(page, "/registration") },
  { name: "recovery", open: (page) => visit(page, "/recovery") },
  {
    name: "verification",
    async open(page) {
      await visit(page, "/registration");
      await page.locator('input[name="traits.email"]').fill(newAddress());
      await page.locator('input[name="traits.name.first"]').fill("Ada");
      await page.locator('input[name="traits.name.last"]').fill("Lovelace");
      await page.locator('input[name="password"]').fill(PASSWORD);
      await submit(page);
      await page.waitForURL(/\/verification/);
    },
  },
  { name: "dashboard", open: (page, stack) => visitSignedIn(page, stack, "/dashboard") },
  { name: "settings", open: (page, stack) => visitSignedIn(page, stack, "/settings") },
  { name: "sessions", open: (page, stack) => visitSignedIn(page, stack, "/sessions") },
];

/**
 * @param {Page} page
 * @param {string} path
 */
async function visit(page, path) {
  const response = await page.goto(path);
  if (response?.status() !== 200) throw new Error(`${path} answered ${response?.status()}`);
}

/**
 * @param {Page} page
 * @param {Stack} stack
 * @param {string} path
 */
async function visitSignedIn(page, stack, path) {
  const email = newAddress();
  const response = await fetch(`${stack.adminUrl}/admin/identities`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      schema_id: "person",
      traits: { email, name: { first: "Ada", last: "Lovelace" } },
      credentials: { password: { config: { password: PASSWORD } } },
      verifiable_addresses: [{ value: email, via: "email", verified: true, status: "completed" }],
    }),
  });
  if (response.status !== 201) throw new Error(`An identity could not be made: ${await response.text()}`);
  await visit(page, `/login?return_to=${encodeURIComponent(path)}`);
  await page.locator('input[name="identifier"]').fill(email);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await submit(page);
  await page.waitForURL((url) => url.pathname === path);
}

/** @param {Page} page */
async function submit(page) {
  await page.locator('button[name="method"][value="password"]').click();
}

let made = 0;

/** Each picture has its own person; their addresses are as short as one would choose for oneself. */
function newAddress() {
  made += 1;
  return `ada${made > 1 ? made : ""}@example.com`;
}
