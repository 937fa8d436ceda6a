// `npm run standalone [-- folder]`: builds, and gathers in one folder all that a machine needs to run the result: the
// app, the identity server, the migrations and `npm start` as it is here. Nothing has to be installed there but Node.
import { mkdir, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { copyPackages } from "./lib/copy-packages.mjs";
import { copyTree, linksOutOf } from "./lib/copy-tree.mjs";
import { hasIdentityServer } from "./lib/identity-server.mjs";
import { ROOT } from "./lib/root.mjs";
import { runToEnd } from "./lib/run-to-end.mjs";
import { IDENTITY_PACKAGES, PACKAGES } from "./lib/standalone-packages.mjs";
import { runMain } from "./lib/user-error.mjs";

await runMain(async () => {
  const target = resolve(process.argv[2] ?? join(ROOT, "dist/standalone"));
  const code = await runToEnd(process.execPath, [join(ROOT, "scripts/build.mjs")], {
    ...process.env,
    FOYER_STANDALONE: "1",
  });
  if (code !== 0) return code;

  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const copy = (/** @type {string} */ from, /** @type {string} */ to = from) =>
    copyTree(join(ROOT, from), join(target, to), isWanted);
  // Next.js puts the .env files of this machine beside its server: they hold secrets, and another machine has its own.
  await copy(".next/standalone", ".");
  await copy(".next/static");
  // For pictures that the server works on, of which there are none (next.config.js).
  for (const name of ["sharp", "@img"])
    await rm(join(target, "node_modules", name), { recursive: true, force: true });
  if (existsSync(join(ROOT, "public"))) await copy("public");
  for (const part of ["identity", "scripts", "dist/db-migrate.mjs"]) await copy(part);
  if (hasIdentityServer()) {
    for (const part of ["package.json", "dist", "bin"]) await copy(`packages/identity-server/${part}`);
  }
  await copyPackages(hasIdentityServer() ? [...PACKAGES, ...IDENTITY_PACKAGES] : PACKAGES, target);
  const links = await linksOutOf(target);
  if (links.length > 0) throw new Error(`What was gathered leads out of its folder:\n${links.join("\n")}`);
  console.log(`\nReady to run: ${target}\n  node dist/db-migrate.mjs && node scripts/start.mjs`);
  return 0;
});

/** @param {string} path */
function isWanted(path) {
  return !/[\\/](\.env[^\\/]*|[^\\/]+\.test\.ts|tsconfig\.json)$/.test(path);
}
