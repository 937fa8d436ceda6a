// The results, for people as a table and for programs as a file.
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { STATE_FOLDER } from "../../scripts/lib/root.mjs";
import { toRow } from "./measurement.mjs";
import { formatTable } from "./table.mjs";

/** Git ignores it. */
const FOLDER = join(STATE_FOLDER, "bench");

/**
 * @param {string} name of the file, without its ending
 * @param {import("./measurement.mjs").Measurement[]} measurements
 * @returns {Promise<void>}
 */
export async function report(name, measurements) {
  console.log(`\n${formatTable(["Foyer", "Kratos"], measurements.map(toRow))}\n`);
  console.log("Each value is the median of its rounds, with the least and the most of them in brackets.");
  const machine = {
    processors: availableParallelism(),
    model: cpus()[0]?.model ?? "",
    platform: process.platform,
    node: process.version,
  };
  await mkdir(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.json`);
  const content = { at: new Date().toISOString(), machine, measurements };
  await writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
  console.log(`Written to ${path}`);
}
