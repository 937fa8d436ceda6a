// Programs of installed packages, to be run by Node itself: npx would look further, and costs time.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * @param {string} packageName
 * @param {string} path within the package
 */
export function program(packageName, path) {
  return join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), path);
}
