import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrations } from "./migrations";
import { onEachDatabase } from "./testing/each-database";

const root = process.cwd();
let folder = "";
let program = "";

beforeAll(async () => {
  // Beside the packages that it imports.
  folder = await mkdtemp(join(root, "node_modules/.migrate-"));
  program = join(folder, "migrate.mjs");
  await build({
    entryPoints: [join(root, "lib/db/migrate-command.ts")],
    outfile: program,
    bundle: true,
    packages: "external",
    alias: { "@": root },
    platform: "node",
    format: "esm",
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(address: string): Promise<{ code: number; output: string }> {
  const env = { ...process.env, DATABASE_URL: address };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], { env });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, output: failed.stdout + failed.stderr };
  }
}

await onEachDatabase("npm run db:migrate", ({ newAddress }) => {
  it("applies each migration once, run on several replicas at the same moment", async () => {
    const address = await newAddress();
    const runs = await Promise.all([1, 2, 3].map(() => run(address)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    const applied = runs.flatMap(({ output }) =>
      [...output.matchAll(/applied (\S+)/g)].map(([, name]) => name),
    );
    expect(applied).toEqual(Object.keys(migrations));
  });
});

it("says in one line what is wrong with the address, and fails", async () => {
  const { code, output } = await run("mysql://db.example/app");
  expect(code).toBe(1);
  expect(output).toMatch(/DATABASE_URL: must be a file/);
  expect(output).not.toMatch(/\n\s+at /);
});
