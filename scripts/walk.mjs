// `npm run walk -- --minutes N`: random walks through the identity server, for as long as you like. `--seed N` repeats one.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { program } from "./lib/program.mjs";
import { startProcess } from "./lib/processes.mjs";
import { ROOT } from "./lib/root.mjs";
import { runMain, UserError } from "./lib/user-error.mjs";

await runMain(async () => {
  const { values } = parseArgs({
    options: { minutes: { type: "string", default: "1" }, seed: { type: "string" } },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new UserError(`--minutes ${values.minutes}: give a number above 0.`);
  const running = startProcess({
    name: "walk",
    command: process.execPath,
    args: [
      program("vitest", "vitest.mjs"),
      "run",
      "--project",
      "identity-server",
      join(ROOT, "packages/identity-server/tests/walk"),
    ],
    env: {
      ...process.env,
      FOYER_WALK_SECONDS: String(minutes * 60),
      ...(values.seed !== undefined && { FOYER_WALK_SEED: values.seed }),
    },
    writeLine: console.log,
  });
  const { code } = await running.exited;
  return code ?? 1;
});
