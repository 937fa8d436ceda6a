// `npm run bench`: the embedded identity server beside a real Ory Kratos, and what the app costs a visitor, as ratios
// measured in one run. `npm run bench -- server` or `-- app` measures one half. Environment:
//
//   KRATOS_BIN         Ory Kratos's program, to be measured beside the embedded server on the same configuration
//   ELEMENTS_APP_URL   the sign-in page of Ory Elements' example app, running in production form (docs/benchmarks.md says how)
//   ELEMENTS_SDK_URL   where that app expects the service; the bench runs it there. Default: http://localhost:4433
import { buildIdentityServer } from "../scripts/lib/identity-server.mjs";
import { runMain, UserError } from "../scripts/lib/user-error.mjs";
import { measureApp } from "./lib/app-measurements.mjs";
import { EMBEDDED, kratos, withServers } from "./lib/contenders.mjs";
import { report } from "./lib/report.mjs";
import { measureMemory, measureWithManyIdentities } from "./lib/resources.mjs";
import { measureSignIns } from "./lib/sign-in.mjs";
import { measureThroughput } from "./lib/throughput.mjs";

/** @typedef {import("./lib/measurement.mjs").Measurement} Measurement */

/** @type {Record<string, () => Promise<Measurement[]>>} */
const PARTS = { server: measureServer, app: measureApp };

await runMain(async () => {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.once(signal, () => process.exit(130));
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !(name in PARTS));
  if (unknown) throw new UserError(`There is no part "${unknown}": ${Object.keys(PARTS).join(", ")}.`);

  await buildIdentityServer();
  /** @type {Measurement[]} */
  const measurements = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (wanted.length === 0 || wanted.includes(name)) measurements.push(...(await measure()));
  }
  await report("results", measurements);
  return measurements.some(({ isMet }) => isMet === false) ? 1 : 0;
});

async function measureServer() {
  const { KRATOS_BIN } = process.env;
  if (!KRATOS_BIN)
    console.log("KRATOS_BIN is not set: there is nothing to compare with. Figures alone follow.");
  const contenders = KRATOS_BIN ? [EMBEDDED, kratos(KRATOS_BIN)] : [EMBEDDED];
  console.log("Measuring memory ...");
  const memory = await measureMemory(contenders);
  console.log("Measuring what a page asks for ...");
  const throughput = await withServers(contenders, measureThroughput);
  console.log("Measuring sign-ins ...");
  const signIns = await withServers(contenders, measureSignIns);
  console.log("Measuring with 100,000 identities ...");
  return [...throughput, ...signIns, ...(await measureWithManyIdentities(contenders)), ...memory];
}
