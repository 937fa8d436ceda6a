// Copies folders so that the copy stands by itself: nothing in it leads back to where it was copied from.
import { cp, readdir, readlink } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";

/**
 * Links stay as they are written: Next.js links packages by relative paths, and Node would make absolute ones of them,
 * which lead back to the original.
 *
 * @param {string} from a file or folder
 * @param {string} to
 * @param {(path: string) => boolean} [isWanted] is asked for each path below `from`; all are copied without it
 */
export async function copyTree(from, to, isWanted = () => true) {
  await cp(from, to, { recursive: true, verbatimSymlinks: true, filter: isWanted });
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} the links below it that lead out of it, or nowhere for who moves it
 */
export async function linksOutOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const links = entries
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const out = [];
  for (const link of links) {
    const target = await readlink(link);
    const path = relative(folder, resolve(dirname(link), target));
    if (isAbsolute(target) || path.startsWith("..")) out.push(`${link} -> ${target}`);
  }
  return out;
}
