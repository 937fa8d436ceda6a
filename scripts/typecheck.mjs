// `npm run typecheck`: the app, the identity server and these scripts, each with its own compiler settings.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { NEXT } from "./lib/app-server.mjs";
import { ROOT } from "./lib/root.mjs";
import { runToEnd } from "./lib/run-to-end.mjs";
import { runMain } from "./lib/user-error.mjs";

const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

await runMain(async () => {
  // A fresh clone lacks Next's declarations of images, styles and routes.
  if (!existsSync(join(ROOT, "next-env.d.ts"))) await runToEnd(process.execPath, [NEXT, "typegen"]);
  const projects = [".", "packages/identity-server", "scripts", "bench"].filter((folder) =>
    existsSync(join(ROOT, folder, "tsconfig.json")),
  );
  let exitCode = 0;
  for (const project of projects)
    exitCode ||= await runToEnd(process.execPath, [TSC, "--noEmit", "-p", project]);
  return exitCode;
});
