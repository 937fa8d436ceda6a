// What the repository shows to others works: the example clients and the sample people.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "./fixtures/test";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

test("it signs a native client up, in and out", async ({ people, stack }) => {
  const person = people.stranger();
  const env = { ...process.env, APP_URL: stack.appUrl, PASSWORD: person.password };
  const example = () =>
    run(process.execPath, ["examples/native-client.mjs", person.email], { cwd: ROOT, env });
  const first = await example();
  expect(first.stdout).toMatch(/^Signed up\.\nSigned in as .*\nSigned out\.\n$/);
  expect(first.stdout).toContain(person.email);
  const again = await example();
  expect(again.stdout).toMatch(/^Not signed up: .+\nSigned in/);
});

test("it makes sample people once, who can sign in", async ({ people, stack, page, signedIn }) => {
  const env = { ...process.env, ORY_ADMIN_URL: stack.adminUrl };
  const email = "ada.almeida@people.example";
  people.alsoRemove(email);
  people.alsoRemove("grace.almeida@people.example");
  const seed = () => run(process.execPath, ["scripts/seed.mjs", "--count", "2"], { cwd: ROOT, env });
  expect((await seed()).stdout).toContain("2 people made, 0 were there already.");
  expect((await seed()).stdout).toContain("0 people made, 2 were there already.");
  await signedIn(page, { email, password: "sample-people-only" });
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ada");
});

test("it says what is wrong where nobody answers, or the service is elsewhere", async () => {
  const seed = (url: string) =>
    run(process.execPath, ["scripts/seed.mjs"], {
      cwd: ROOT,
      env: { ...process.env, ORY_ADMIN_URL: url },
    }).then(
      () => "",
      (error: { stderr: string }) => error.stderr,
    );
  expect(await seed("http://127.0.0.1:9")).toContain("Nothing answers at http://127.0.0.1:9");
  expect(await seed("https://admin.example")).toContain("not on this machine");
});
