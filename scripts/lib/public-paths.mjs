// The files of `public/` as addresses, for next.config.js.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** What a path may hold as it is. @see https://www.rfc-editor.org/rfc/rfc3986#section-3.3 */
const PLAIN = /%(?:40|3A|24|26|2B|2C|3B|3D)/g;

/**
 * @param {string} folder
 * @returns {string[]} the path of each file in it as in an address: as browsers spell it, and with all escaped that may be
 */
export function pathsOf(folder) {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => `/${path.split(sep).map(encodeURIComponent).join("/")}`);
  return [...new Set(paths.flatMap((path) => [path.replaceAll(PLAIN, decodeURIComponent), path]))];
}
