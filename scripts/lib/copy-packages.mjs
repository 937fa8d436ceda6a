// Copies installed packages, with what they depend on, into another folder's node_modules.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { copyTree } from "./copy-tree.mjs";
import { ROOT } from "./root.mjs";

/**
 * @param {string[]} names of packages that are installed here
 * @param {string} target folder that gets them in `node_modules`; what it has already stays as it is
 */
export async function copyPackages(names, target) {
  /** @type {Set<string>} */
  const seen = new Set();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const from = join(ROOT, "node_modules", name);
    if (seen.has(name) || !existsSync(from) || isForOtherMachines(name)) continue;
    seen.add(name);
    await copyTree(from, join(target, "node_modules", name));
    /** @type {{ dependencies?: object, optionalDependencies?: object }} */
    const { dependencies, optionalDependencies } = JSON.parse(
      await readFile(join(from, "package.json"), "utf8"),
    );
    waiting.push(...Object.keys({ ...dependencies, ...optionalDependencies }));
  }
}

/**
 * npm installs native parts for both of Linux's C libraries; this machine has one of them.
 *
 * @param {string} name
 */
function isForOtherMachines(name) {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const isGlibc = report.header.glibcVersionRuntime !== undefined;
  return process.platform === "linux" && name.endsWith(isGlibc ? "-musl" : "-gnu");
}
