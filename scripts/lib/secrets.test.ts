import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  APP_SECRET,
  developmentSecrets,
  generateSecret,
  IDENTITY_SERVER_SECRETS,
  missingSecrets,
} from "./secrets.mjs";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "foyer-secrets-"));
});
afterEach(() => rm(folder, { recursive: true }));

const ALL = [APP_SECRET, ...IDENTITY_SERVER_SECRETS];

test("it makes secrets of 32 characters, no two alike", () => {
  expect(generateSecret()).toMatch(/^[\w-]{32}$/);
  expect(generateSecret()).not.toBe(generateSecret());
});

test("it asks for the app's own secret alone when the identity service is elsewhere", () => {
  expect(missingSecrets({}, undefined)).toEqual([APP_SECRET]);
  expect(missingSecrets({ [APP_SECRET.name]: "x" }, undefined)).toEqual([]);
});

test("it is content with secrets that the configuration file holds, or the default for all uses", () => {
  const env = { [APP_SECRET.name]: "x" };
  expect(missingSecrets(env, {})).toEqual(IDENTITY_SERVER_SECRETS);
  expect(missingSecrets(env, { secrets: { cookie: ["a"], cipher: ["b"] } })).toEqual([]);
  expect(missingSecrets({ ...env, SECRETS_DEFAULT: "a" }, {})).toEqual([]);
});

test("it generates once, keeps what it made, and lets nobody else read it", async () => {
  const path = join(folder, "kept", "secrets.json");
  const first = await developmentSecrets(ALL, path);
  expect(Object.keys(first)).toEqual(ALL.map(({ name }) => name));
  expect(await developmentSecrets(ALL, path)).toEqual(first);
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual(first);
  if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("it adds what has come to be needed and leaves the rest as it was", async () => {
  const path = join(folder, "secrets.json");
  const first = await developmentSecrets([APP_SECRET], path);
  expect(await developmentSecrets(ALL, path)).toMatchObject(first);
});

test("it neither overwrites nor prints a file that it can't read", async () => {
  const path = join(folder, "secrets.json");
  await writeFile(path, "{ precious");
  await expect(developmentSecrets(ALL, path)).rejects.toThrow(/is not JSON any more/);
  expect(await readFile(path, "utf8")).toBe("{ precious");
});
