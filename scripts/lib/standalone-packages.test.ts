import { join } from "node:path";
import { isBuiltin } from "node:module";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { ROOT } from "./root.mjs";
import { PACKAGES } from "./standalone-packages.mjs";

it.each(["scripts/start.mjs", "lib/db/migrate-command.ts"])(
  "gathers every package that %s imports, and what that imports",
  async (program) => {
    const { metafile } = await build({
      entryPoints: [join(ROOT, program)],
      bundle: true,
      write: false,
      metafile: true,
      packages: "external",
      // Only `npm run build` has it, which leaves its work in dist/.
      external: ["esbuild"],
      alias: { "@": ROOT },
      platform: "node",
      format: "esm",
      outdir: "unwritten",
    });
    const imported = Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external, path }) => external && path !== "esbuild" && !isBuiltin(path))
      .map(({ path }) => path);
    expect(imported).not.toEqual([]);
    expect(imported.filter((path) => !PACKAGES.includes(path))).toEqual([]);
  },
);
