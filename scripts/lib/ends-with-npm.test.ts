import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { endWithNpm } from "./ends-with-npm.mjs";
import { isAlive } from "./is-alive.mjs";

const folders: string[] = [];
afterEach(() => vi.unstubAllEnvs());
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

const library = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);

/** Like `npm run dev`: a command that supervises a server, which listens on a port of its own. */
const COMMAND = `
  import { writeFileSync } from "node:fs";
  import { startNode } from ${library("processes.mjs")};
  import { createSupervisor } from ${library("supervisor.mjs")};
  const supervisor = createSupervisor();
  const server = startNode({
    name: "server",
    args: ["-e", "const s = require('net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))"],
    env: process.env,
    writeLine: (port) => writeFileSync("up.json", JSON.stringify({ command: process.pid, parent: process.ppid, server: server.pid, port: Number(port) })),
  });
  supervisor.add(server);
  process.exitCode = await supervisor.finished;
`;

interface Up {
  command: number;
  parent: number;
  server: number;
  port: number;
}

async function run(start: (folder: string) => ChildProcess): Promise<{ outer: ChildProcess; up: Up }> {
  const folder = await mkdtemp(join(tmpdir(), "foyer-npm-"));
  folders.push(folder);
  await writeFile(join(folder, "command.mjs"), COMMAND);
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "x", version: "1.0.0", scripts: { dev: "node command.mjs" } }),
  );
  const outer = start(folder);
  const up = await vi.waitUntil(
    () =>
      readFile(join(folder, "up.json"), "utf8").then(
        (text) => (text === "" ? undefined : (JSON.parse(text) as Up)),
        () => undefined,
      ),
    { timeout: 30_000 },
  );
  return { outer, up };
}

const byNpm = (cwd: string) => spawn("npm", ["run", "dev"], { cwd, stdio: "ignore" });

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

async function expectNothingLeft({ command, server, port }: Up): Promise<void> {
  await vi.waitUntil(() => !isAlive(command) && !isAlive(server), { timeout: 30_000 });
  expect(await isFree(port)).toBe(true);
}

describe.skipIf(process.platform === "win32")("a command that npm runs", () => {
  for (const signal of ["SIGTERM", "SIGHUP", "SIGKILL"] as const) {
    test(`it leaves nothing behind when npm gets ${signal}`, async () => {
      const { outer, up } = await run(byNpm);
      expect(await isFree(up.port)).toBe(false);
      outer.kill(signal);
      await expectNothingLeft(up);
    }, 60_000);
  }

  test("it leaves nothing behind when all of the terminal get Ctrl-C", async () => {
    const { outer, up } = await run((cwd) =>
      spawn("npm", ["run", "dev"], { cwd, stdio: "ignore", detached: true }),
    );
    process.kill(-(outer.pid ?? 0), "SIGINT");
    await expectNothingLeft(up);
  }, 60_000);

  test("it leaves nothing behind when the shell between is ended", async () => {
    const { up } = await run(byNpm);
    process.kill(up.parent, "SIGTERM");
    await expectNothingLeft(up);
  }, 60_000);
});

test("it may outlive what started it where that is not npm, or npm runs another script", async () => {
  for (const script of [undefined, "start-server-and-test 'node scripts/other.mjs' 3000"]) {
    vi.stubEnv("npm_lifecycle_script", script);
    expect(await endWithNpm(() => {}), script).toBe(false);
  }
});
