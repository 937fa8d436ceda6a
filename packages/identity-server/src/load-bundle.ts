// Runs a bundle with the code that V8 made of it when it was bundled: reading and compiling the sources is a third of the
// time that a start takes. (Node's own module.enableCompileCache is not in Node 20, and writes where it may not.)
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** A bundle is one function, called as Node calls the modules of CommonJS. */
type Body = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

export interface LoadedBundle {
  exports: object;
  /** The code of all functions that have run by now. */
  codeCache: () => Buffer;
}

/**
 * @param path of the bundle, with the hash of its contents in its name, as V8 itself looks at the length of a source only;
 *   the cache lies beside it (`.v8` for `.cjs`), or there is none. One of another version of V8 is passed over.
 */
export function loadBundle(path: string): LoadedBundle {
  const require = createRequire(path);
  const { body, codeCache } = process.sourceMapsEnabled ? readPlainly(path, require) : readWithCache(path);
  const module = { exports: {} };
  body(module.exports, require, module, path, dirname(path));
  return { exports: module.exports, codeCache };
}

function readWithCache(path: string): { body: Body; codeCache: () => Buffer } {
  const cachePath = path.replace(/\.cjs$/, ".v8");
  // esbuild writes ASCII: a letter is a byte, in the file and in memory.
  const script = new Script(readFileSync(path, "latin1"), {
    filename: path,
    ...(existsSync(cachePath) && { cachedData: readFileSync(cachePath) }),
  });
  return { body: script.runInThisContext() as Body, codeCache: () => script.createCachedData() };
}

/** Node maps the lines of what it has loaded itself. */
function readPlainly(path: string, require: NodeJS.Require): { body: Body; codeCache: () => Buffer } {
  return { body: require(path) as Body, codeCache: () => Buffer.alloc(0) };
}
