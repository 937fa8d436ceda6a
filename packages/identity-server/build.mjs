// Bundles the server into dist/, so that it starts in a fraction of the time its sources and dependencies would take to load.
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { draft07 } from "./bundle/draft-07.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const outdir = join(root, "dist");

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ["src/cli.ts", "src/index.ts"],
  outdir,
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20.9",
  format: "esm",
  sourcemap: true,
  // Native packages find their binary beside their own files.
  external: ["libsql", "@node-rs/*"],
  chunkNames: "chunks/[name]-[hash]",
  // Dependencies in CommonJS call `require` for Node's own modules; an ES module has none.
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
  plugins: [draft07],
  logLevel: "warning",
  write: false,
}).catch(() => process.exit(1)); // esbuild has said what is wrong

// Each file is put in place whole: a server that starts while this runs never reads half a file.
const written = new Set();
for (const file of outputFiles) {
  await mkdir(dirname(file.path), { recursive: true });
  const temporary = `${file.path}.${process.pid}.tmp`;
  await writeFile(temporary, file.contents);
  await rename(temporary, file.path);
  written.add(relative(outdir, file.path));
}
for (const name of await readdir(outdir, { recursive: true })) {
  if (/\.js(\.map)?$/.test(name) && !written.has(name)) await rm(join(outdir, name), { force: true });
}
