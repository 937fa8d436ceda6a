// A build of the app with another brand in the place of identity/brand.ts, in a copy of the sources.
import { spawn } from "node:child_process";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { NEXT } from "./app-server.mjs";
import { ROOT, STATE_FOLDER } from "./root.mjs";
import { UserError } from "./user-error.mjs";

// next.config.js takes one of the scripts.
const FOLDERS = ["app", "components", "lib", "identity", "public", "scripts"];

/** It lies inside of the repository, so that packages are found as they are from the sources themselves. */
const COPY = join(STATE_FOLDER, "brand");

/** Tests reach for what is not copied. @param {string} path */
const isTest = (path) => /\.test\.tsx?$/.test(path);

/**
 * @param {string} brandFile
 * @returns {Promise<string>} the build's folder, from the repository's root
 * @throws {UserError} where there is no such file, or it doesn't fit
 */
export async function buildWithBrand(brandFile) {
  if (!existsSync(brandFile)) throw new UserError(`There is no brand at ${brandFile}.`);
  await rm(COPY, { recursive: true, force: true });
  await mkdir(COPY, { recursive: true });
  const files = (await readdir(ROOT, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /^(package|tsconfig.*)\.json$|\.(ts|mjs|js)$/.test(entry.name))
    .map(({ name }) => name);
  for (const name of [...FOLDERS, ...files]) {
    if (!existsSync(join(ROOT, name)) || isTest(name)) continue;
    await cp(join(ROOT, name), join(COPY, name), { recursive: true, filter: (from) => !isTest(from) });
  }
  await cp(brandFile, join(COPY, "identity/brand.ts"));
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [NEXT, "build"], {
      cwd: COPY,
      stdio: "inherit",
      env: { ...process.env, FOYER_DIST_DIR: ".next" },
    });
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new UserError("The app cannot be built with this brand; the reason stands above.");
  return relative(ROOT, join(COPY, ".next"));
}
