// Writing what was bundled into dist/.
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/**
 * Puts a file in place whole: a server that starts while this runs never reads half of one.
 *
 * @param {string} path
 * @param {Uint8Array} contents
 */
export async function writeWhole(path, contents) {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, contents);
  await rename(temporary, path);
}

/**
 * @param {string} folder
 * @param {string[]} kept paths of the files that stay
 */
export async function removeOthers(folder, kept) {
  const names = new Set(kept.map((path) => relative(folder, path)));
  for (const name of await readdir(folder, { recursive: true })) {
    if (/\.(c?js(\.map)?|v8)$/.test(name) && !names.has(name)) await rm(join(folder, name), { force: true });
  }
}
