// `npm run bench`: the embedded identity server beside a real Ory Kratos, and what the app costs a visitor, as ratios
// measured in one run. Environment:
//
//   KRATOS_BIN          Ory Kratos's program, to be measured beside the embedded server on the same configuration
//   KRATOS_PUBLIC_URL   or the addresses of one that runs; then its start and memory can't be measured. Its identity
//   KRATOS_ADMIN_URL    schema must be this repository's, and its log level should be `error`, as here
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "../scripts/lib/browser.mjs";
import { buildIdentityServer } from "../scripts/lib/identity-server.mjs";
import { useTestDatabase } from "../scripts/lib/test-database.mjs";
import { runMain, UserError } from "../scripts/lib/user-error.mjs";
import { buildWithEmptyPage, countRedirects, measureScripts, startBuiltApp } from "./lib/app.mjs";
import { EMBEDDED, kratos, migrate, start } from "./lib/contenders.mjs";
import { measureResources } from "./lib/resources.mjs";
import { formatTable, number } from "./lib/table.mjs";
import { measureThroughput } from "./lib/throughput.mjs";

const MIB = 1024 * 1024;
/** @type {Record<string, number>} */
const RATE_TARGETS = { whoami: 5, "flow creation": 5 };
const READY_LIMIT_MS = 500;
const SCRIPT_BUDGET_BYTES = 5 * 1024;

await runMain(async () => {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.once(signal, () => process.exit(130));
  await buildIdentityServer();
  const { KRATOS_BIN, KRATOS_PUBLIC_URL, KRATOS_ADMIN_URL } = process.env;
  const contenders = KRATOS_BIN ? [EMBEDDED, kratos(KRATOS_BIN)] : [EMBEDDED];
  const given = givenKratos(KRATOS_BIN, KRATOS_PUBLIC_URL, KRATOS_ADMIN_URL);
  if (!KRATOS_BIN && !given)
    console.log("KRATOS_BIN is not set: there is nothing to compare with, ratios are left out.");
  if (given) console.log("KRATOS_BIN is not set: Kratos's start and memory are left out.");

  const servers = await resourceAndThroughputRows(contenders, given);
  const app = await appRows();
  console.log(`\n${formatTable(["Foyer", "Kratos"], [...servers, ...app])}\n`);
  return [...servers, ...app].some(({ isMet }) => isMet === false) ? 1 : 0;
});

/**
 * @param {string | undefined} binary
 * @param {string | undefined} publicUrl
 * @param {string | undefined} adminUrl
 */
function givenKratos(binary, publicUrl, adminUrl) {
  if (binary || (!publicUrl && !adminUrl)) return undefined;
  if (!publicUrl || !adminUrl) throw new UserError("KRATOS_PUBLIC_URL and KRATOS_ADMIN_URL are needed both.");
  return { publicUrl: publicUrl.replace(/\/+$/, ""), adminUrl: adminUrl.replace(/\/+$/, "") };
}

/**
 * @param {import("./lib/contenders.mjs").Contender[]} contenders
 * @param {import("./lib/identity.mjs").Addresses | undefined} given
 * @returns {Promise<import("./lib/table.mjs").Row[]>}
 */
async function resourceAndThroughputRows(contenders, given) {
  console.log("Measuring start and memory ...");
  const { readyMs, residentBytes } = await measureResources(contenders);
  console.log("Measuring requests per second ...");
  const rates = await withServers(contenders, (started) =>
    measureThroughput(given ? [...started, given] : started),
  );

  const rateRows = rates.map(({ name, perSecond, p99Ms }) => {
    const [ours = 0, theirs] = perSecond;
    const target = RATE_TARGETS[name];
    return {
      what: `${name}, requests per second (p99)`,
      values: perSecond.map((rate, index) => `${number(rate)} (${number(p99Ms[index] ?? 0)} ms)`),
      ratio: theirs ? `${number(ours / theirs)} x` : "–",
      target: target ? `>= ${target} x` : "–",
      isMet: theirs && target ? ours / theirs >= target : undefined,
    };
  });
  const [ourMemory = 0, theirMemory] = residentBytes;
  return [
    ...rateRows,
    {
      what: "start to ready",
      values: readyMs.map((ms) => `${number(ms)} ms`),
      ratio: ratio(readyMs),
      target: `<= ${READY_LIMIT_MS} ms`,
      isMet: (readyMs[0] ?? Number.NaN) <= READY_LIMIT_MS,
    },
    {
      what: "resident memory after the same load",
      values: residentBytes.map((bytes) => `${number(bytes / MIB)} MiB`),
      ratio: ratio(residentBytes),
      target: "<= 1 x",
      isMet: theirMemory ? ourMemory <= theirMemory : undefined,
    },
  ];
}

/** @returns {Promise<import("./lib/table.mjs").Row[]>} */
async function appRows() {
  console.log("Building the app with an empty page beside its own ...");
  await buildWithEmptyPage();
  return withServers([EMBEDDED], async ([service]) => {
    if (!service) throw new Error("The identity server was not started.");
    const removeDatabase = await useTestDatabase();
    const app = await startBuiltApp(service);
    try {
      return [
        await scriptRow(app.url),
        redirectRow("/dashboard", await countRedirects(`${app.url}/dashboard`), 1),
        redirectRow("/login", await countRedirects(`${app.url}/login`), 0),
      ];
    } finally {
      await app.stop();
      await removeDatabase();
    }
  });
}

/**
 * @param {string} appUrl
 * @returns {Promise<import("./lib/table.mjs").Row>}
 */
async function scriptRow(appUrl) {
  const what = "client script of /login over an empty page, gzip";
  const target = `<= ${SCRIPT_BUDGET_BYTES / 1024} KiB`;
  const browser = await findBrowser();
  if (!browser) {
    console.log("No browser was found (FOYER_BROWSER names one): client script is left out.");
    return { what, values: ["–"], ratio: "–", target, isMet: undefined };
  }
  const [empty = 0, login = 0] = await measureScripts(browser.path, [`${appUrl}/empty`, `${appUrl}/login`]);
  return {
    what,
    values: [`${number((login - empty) / 1024)} KiB`],
    ratio: `${number(login / empty)} x`,
    target,
    isMet: login - empty <= SCRIPT_BUDGET_BYTES,
  };
}

/**
 * @param {string} path
 * @param {number} redirects
 * @param {number} target
 * @returns {import("./lib/table.mjs").Row}
 */
function redirectRow(path, redirects, target) {
  return {
    what: `redirects from a cold ${path} to a form`,
    values: [String(redirects)],
    ratio: "–",
    target: String(target),
    isMet: redirects === target,
  };
}

/** @param {number[]} values ours, then theirs */
function ratio([ours = 0, theirs]) {
  return theirs ? `${number(ours / theirs)} x` : "–";
}

/**
 * Runs each contender on a fresh database for as long as the measurement lasts.
 *
 * @template T
 * @param {import("./lib/contenders.mjs").Contender[]} contenders
 * @param {(servers: import("./lib/contenders.mjs").Server[]) => Promise<T>} measure
 * @returns {Promise<T>}
 */
async function withServers(contenders, measure) {
  const folder = await mkdtemp(join(tmpdir(), "foyer-bench-"));
  /** @type {import("./lib/contenders.mjs").Server[]} */
  const servers = [];
  try {
    for (const contender of contenders) {
      const path = join(folder, `${contender.name}.sqlite`);
      await migrate(contender, path);
      servers.push(await start(contender, path));
    }
    return await measure(servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}
