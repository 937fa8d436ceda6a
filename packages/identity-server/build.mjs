// Bundles the server into dist/, so that it starts in a fraction of the time its sources and dependencies would take to
// load: cli.js with the program behind it, and index.js for programs that bring the server along.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { draft07 } from "./bundle/draft-07.mjs";
import { removeOthers, writeWhole } from "./bundle/outputs.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const outdir = join(root, "dist");

/** @satisfies {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  platform: "node",
  target: "node20.9",
  sourcemap: true,
  // Native packages find their binary beside their own files.
  external: ["libsql", "@node-rs/*"],
  plugins: [draft07],
  logLevel: "warning",
  write: false,
};

/** One function, and nothing else (see src/load-bundle.ts), whether Node's own `require` runs it or a script. */
const FUNCTION_START =
  '(typeof module === "object" ? (body) => (module.exports = body) : (body) => body)(function (exports, require, module, __filename, __dirname) {';

const main = await bundle({
  ...common,
  entryPoints: ["src/main.ts"],
  entryNames: "[name]-[hash]",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  banner: { js: FUNCTION_START },
  footer: { js: "})" },
  // What is loaded later is in the same file.
  supported: { "dynamic-import": false },
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 500,
});
const mainPath = main.map(({ path }) => path).find((path) => path.endsWith(".cjs")) ?? "";

// Each of the two has all that it needs in itself, beside that bundle.
const doors = await bundle({
  ...common,
  entryPoints: ["src/cli.ts", "src/bundled-main.ts"],
  format: "esm",
  define: { MAIN_BUNDLE: JSON.stringify(basename(mainPath)) },
});

const modules = await bundle({
  ...common,
  entryPoints: ["src/index.ts"],
  splitting: true,
  format: "esm",
  chunkNames: "chunks/[name]-[hash]",
  // Dependencies in CommonJS call `require` for Node's own modules; an ES module has none.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
});

const files = [...main, ...doors, ...modules];
for (const { path, contents } of files) await writeWhole(path, contents);
const cachePath = mainPath.replace(/\.cjs$/, ".v8");
if (!existsSync(cachePath)) await writeCodeCache(cachePath);
await removeOthers(outdir, [...files.map(({ path }) => path), cachePath]);

/** @param {import("esbuild").BuildOptions} options */
async function bundle(options) {
  const { outputFiles = [] } = await build(options).catch(() => process.exit(1)); // esbuild has said what is wrong
  return outputFiles;
}

/** Without it the server starts as well, only later. @param {string} path */
async function writeCodeCache(path) {
  await promisify(execFile)(
    process.execPath,
    [join(root, "bundle/code-cache.mjs"), join(outdir, "bundled-main.js"), path],
    {
      timeout: 60_000,
    },
  ).catch((error) => {
    console.warn(
      `The server's code could not be compiled ahead, so that it starts more slowly:\n${error.message}`,
    );
  });
}
