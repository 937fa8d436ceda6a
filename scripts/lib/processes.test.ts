import { expect, test, vi } from "vitest";
import { isAlive } from "./is-alive.mjs";
import { startNode, startProcess } from "./processes.mjs";

const isWindows = process.platform === "win32";

/** Collects lines, and resolves with the first one. */
function collector() {
  const lines: string[] = [];
  return {
    lines,
    writeLine: (line: string) => void lines.push(line),
    first: () => vi.waitUntil(() => lines[0], 20_000),
  };
}

test("it hands on output line by line and tells how the program ended", async () => {
  const { lines, writeLine } = collector();
  const running = startNode({
    name: "x",
    args: ["-e", "console.log('one\\n\\ntwo'); console.error('three'); process.exit(3)"],
    env: process.env,
    writeLine,
  });
  expect(await running.exited).toEqual({ code: 3, signal: null });
  expect(lines.sort()).toEqual(["one", "three", "two"]);
  expect(running.isRunning()).toBe(false);
});

test("it reports a program that can't be started", async () => {
  const { lines, writeLine } = collector();
  const running = startProcess({ name: "x", command: "/nowhere/program", args: [], env: {}, writeLine });
  expect((await running.exited).code).toBe(127);
  expect(lines[0]).toMatch(/could not be started/);
});

test.skipIf(isWindows)("it stops a program together with what that has started", async () => {
  const { writeLine, first } = collector();
  const running = startNode({
    name: "x",
    args: [
      "-e",
      "const { pid } = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']); console.log(pid); setInterval(() => {}, 1000)",
    ],
    env: process.env,
    writeLine,
  });
  const grandchild = Number(await first());
  expect(isAlive(grandchild)).toBe(true);
  await running.stop();
  await vi.waitUntil(() => !isAlive(grandchild), 20_000);
  expect(running.isRunning()).toBe(false);
});

test.skipIf(isWindows)("it makes an end of a program that does not heed being asked", async () => {
  const { writeLine, first } = collector();
  const running = startNode({
    name: "x",
    args: ["-e", "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)"],
    env: process.env,
    writeLine,
  });
  await first();
  expect(await running.stop(50)).toEqual({ code: null, signal: "SIGKILL" });
});

test.skipIf(isWindows)("it leaves nothing behind when the command itself is killed", async () => {
  const { writeLine, first } = collector();
  const processes = new URL("./processes.mjs", import.meta.url).href;
  const command = startProcess({
    name: "command",
    command: process.execPath,
    args: [
      "--input-type=module",
      "-e",
      `import { startNode } from ${JSON.stringify(processes)};
       const child = startNode({ name: "c", args: ["-e", "setInterval(() => {}, 1000)"], env: process.env, writeLine() {} });
       console.log(child.pid);`,
    ],
    env: process.env,
    writeLine,
  });
  const child = Number(await first());
  process.kill(command.pid ?? 0, "SIGKILL");
  await vi.waitUntil(() => !isAlive(child), 20_000);
});
