// What is photographed, and how to get there.
import { createPeople, samplePeople } from "./sample-people.mjs";
import { generateSecret } from "./secrets.mjs";

/**
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {import("./test-stack.mjs").Stack} Stack
 * @typedef {{ name: string, open: (page: Page, stack: Stack) => Promise<void> }} Shot
 */

/** @typedef {{ email: string, password: string, name: { first: string, last: string } }} Person */

/** @type {Person} */
const ADA = {
  email: "ada@example.com",
  password: generateSecret(),
  name: { first: "Ada", last: "Lovelace" },
};

/** @type {Person} */
const GRACE = {
  email: "grace@example.com",
  password: generateSecret(),
  name: { first: "Grace", last: "Hopper" },
};

/** @type {Shot[]} */
export const SHOTS = [
  { name: "home", open: (page) => visit(page, "/") },
  { name: "login", open: (page) => visit(page, "/login") },
  { name: "registration", open: (page) => visit(page, "/registration") },
  { name: "recovery", open: (page) => visit(page, "/recovery") },
  { name: "verification", open: signUp },
  {
    name: "inbox",
    async open(page, stack) {
      await signUp(page);
      await visit(page, `${stack.publicUrl}/dev/inbox`);
    },
  },
  { name: "dashboard", open: (page) => visitSignedIn(page, "/dashboard") },
  { name: "settings", open: (page) => visitSignedIn(page, "/settings") },
  { name: "sessions", open: (page) => visitSignedIn(page, "/sessions") },
  { name: "admin", open: (page) => visitSignedIn(page, "/admin/identities", GRACE) },
];

/**
 * Makes those who sign in on the pictures, an administrator among them, and a list of others.
 *
 * @param {Stack} stack
 */
export async function createCast({ adminUrl }) {
  await createPeople(adminUrl, samplePeople(40), { schema: "person", password: generateSecret() });
  await create(adminUrl, ADA);
  await create(adminUrl, GRACE, { roles: ["admin"] });
}

/**
 * @param {string} adminUrl
 * @param {Person} person
 * @param {object} [metadata]  what the app knows of the person, such as roles
 */
async function create(adminUrl, { email, password, name }, metadata) {
  const response = await fetch(`${adminUrl}/admin/identities`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      schema_id: "person",
      traits: { email, name },
      credentials: { password: { config: { password } } },
      verifiable_addresses: [{ value: email, via: "email", verified: true, status: "completed" }],
      metadata_public: metadata,
    }),
  });
  if (response.status !== 201) throw new Error(`An identity could not be made: ${await response.text()}`);
}

/**
 * @param {Page} page
 * @param {string} path
 */
async function visit(page, path) {
  const response = await page.goto(path);
  if (response?.status() !== 200) throw new Error(`${path} answered ${response?.status()}`);
}

let signUps = 0;

/** @param {Page} page */
async function signUp(page) {
  await visit(page, "/registration");
  await page.locator('input[name="traits.email"]').fill(`grace${++signUps}@example.com`);
  await page.locator('input[name="traits.name.first"]').fill("Grace");
  await page.locator('input[name="traits.name.last"]').fill("Hopper");
  await page.locator('input[name="password"]').fill(generateSecret());
  await submit(page);
  await page.waitForURL(/\/verification/);
}

/**
 * @param {Page} page
 * @param {string} path
 * @param {Person} [person]
 */
async function visitSignedIn(page, path, person = ADA) {
  await visit(page, `/login?return_to=${encodeURIComponent(path)}`);
  await page.locator('input[name="identifier"]').fill(person.email);
  await page.locator('input[name="password"]').fill(person.password);
  await submit(page);
  await page.waitForURL((url) => url.pathname === path);
}

/** @param {Page} page */
async function submit(page) {
  await page.locator('button[name="method"][value="password"]').click();
}
