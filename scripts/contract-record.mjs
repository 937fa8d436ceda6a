// npm run contract:record [-- part of a topic's or scenario's name]
// Records the contract scenarios from a real Kratos: KRATOS_BIN names a binary, which is started once for each
// configuration; or KRATOS_PUBLIC_URL and KRATOS_ADMIN_URL name a running one, whose configuration
// KRATOS_VARIANT names ("default" if not set).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const contract = join(root, "tests/contract");
const { KRATOS_BIN, KRATOS_PUBLIC_URL, KRATOS_ADMIN_URL, KRATOS_VARIANT } = process.env;

if (!KRATOS_BIN && !(KRATOS_PUBLIC_URL && KRATOS_ADMIN_URL)) {
  console.error(
    "Set KRATOS_BIN to a Kratos 26.2 binary (0.8.2 for the older API), or KRATOS_PUBLIC_URL and KRATOS_ADMIN_URL to the addresses of a running one.",
  );
  process.exit(2);
}

const faults = await record();
for (const fault of faults) console.error(`! ${fault}`);
console.log(
  faults.length === 0 ? "Recorded." : `Recorded, with ${faults.length} scenario(s) that ended early.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

async function record() {
  // Scenarios are TypeScript, which this Node need not read: they are bundled first.
  const folder = mkdtempSync(join(tmpdir(), "foyer-contract-"));
  try {
    const program = join(folder, "record.mjs");
    await build({
      stdin: {
        contents: `export { record } from "./lib/record"; export { topics } from "./scenarios";`,
        resolveDir: contract,
        loader: "ts",
      },
      outfile: program,
      bundle: true,
      platform: "node",
      format: "esm",
      // The one module that asks where it stands is config/variants.ts, for the schemas beside it.
      define: { "import.meta.url": JSON.stringify(pathToFileURL(join(contract, "config/variants.ts")).href) },
      logLevel: "warning",
    });
    const { record, topics } = await import(pathToFileURL(program).href);
    const only = process.argv.slice(2).join(" ");
    return await record({
      topics,
      folder: join(contract, "recordings"),
      binary: KRATOS_BIN,
      only: only === "" ? undefined : only,
      running:
        KRATOS_PUBLIC_URL && KRATOS_ADMIN_URL
          ? {
              addresses: {
                publicUrl: withoutSlash(KRATOS_PUBLIC_URL),
                adminUrl: withoutSlash(KRATOS_ADMIN_URL),
              },
              variant: KRATOS_VARIANT ?? "default",
            }
          : undefined,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} url */
function withoutSlash(url) {
  return url.replace(/\/+$/, "");
}
