// `npm run fuzz`: schemathesis sends the identity server all kinds of requests by its own descriptions, of today's API and
// of the older one, on both ports, and looks for 5xx and for answers that the description lacks. `--examples N` for each operation, `--seed N` to repeat.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { buildIdentityServer, startIdentityServer } from "./lib/identity-server.mjs";
import { findFreePort } from "./lib/ports.mjs";
import { startProcess } from "./lib/processes.mjs";
import { runMain } from "./lib/user-error.mjs";
import { waitForHttp } from "./lib/wait-for-http.mjs";

const VERSION = "4.32.5";
const READY_MS = 20_000;

// Those that say whether an answer is as described. The others judge how strict a server is with what it ignores.
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
];

await runMain(async () => {
  const { values } = parseArgs({
    options: { examples: { type: "string", default: "30" }, seed: { type: "string" } },
  });
  const program = await prepare();
  if (program === undefined) {
    console.log("fuzz: skipped, because there is no python3 with venv here, or schemathesis cannot be had.");
    return 0;
  }
  await buildIdentityServer();
  const today = await fuzzServer(program, "/openapi.json", {}, values);
  const older = await fuzzServer(program, "/openapi.v0alpha2.json", { LEGACY_V0ALPHA2: "true" }, values);
  return today && older ? 0 : 1;
});

/**
 * @param {string} program
 * @param {string} description its path on either port
 * @param {Record<string, string>} settings of the server
 * @param {{ examples: string, seed?: string | undefined }} options
 * @returns {Promise<boolean>} whether all was as described
 */
async function fuzzServer(program, description, settings, options) {
  const folder = await mkdtemp(join(tmpdir(), "foyer-fuzz-"));
  const publicPort = await findFreePort(24_433);
  const adminPort = await findFreePort(publicPort + 1);
  const publicUrl = `http://127.0.0.1:${publicPort}`;
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  /** @type {string[]} */
  const log = [];
  const identity = await startIdentityServer({
    env: {
      ...process.env,
      DSN: `sqlite://${join(folder, "identity.sqlite")}`,
      SERVE_PUBLIC_BASE_URL: `${publicUrl}/`,
      SERVE_ADMIN_BASE_URL: `${adminUrl}/`,
      HASHERS_ARGON2_MEMORY: "1MB",
      HASHERS_ARGON2_ITERATIONS: "1",
      FOYER_IDENTITY_LIMITS: "off",
      ...settings,
    },
    publicPort,
    adminPort,
    isDevelopment: true,
    writeLine: (line) => void log.push(line),
  });
  try {
    let failed = 0;
    for (const url of [publicUrl, adminUrl]) {
      await waitForHttp(`${url}/health/ready`, { timeoutMs: READY_MS, isAlive: identity.isRunning });
      const code = await fuzz(program, `${url}${description}`, options);
      if (code !== 0) failed += 1;
    }
    if (failed > 0)
      console.log(
        log
          .filter((line) => /^\S+ (error|fatal) /.test(line))
          .slice(-20)
          .join("\n"),
      );
    return failed === 0;
  } finally {
    await identity.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} program
 * @param {string} url of a description
 * @param {{ examples: string, seed?: string | undefined }} options
 */
async function fuzz(program, url, { examples, seed }) {
  console.log(`\nfuzz: ${url}`);
  const running = startProcess({
    name: "fuzz",
    command: program,
    args: [
      "run",
      url,
      "--checks",
      CHECKS.join(","),
      "--max-examples",
      examples,
      ...(seed === undefined ? [] : ["--seed", seed]),
    ],
    env: { ...process.env },
    writeLine: console.log,
  });
  return (await running.exited).code ?? 1;
}

/**
 * A virtual environment in the cache folder of this user, made once for each version.
 *
 * @returns {Promise<string | undefined>} the program; nothing where it cannot be had
 */
async function prepare() {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, "foyer-fuzz", `schemathesis-${VERSION}`);
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  const done = join(folder, "installed");
  const run = promisify(execFile);
  try {
    if (!existsSync(done)) {
      await rm(folder, { recursive: true, force: true });
      await run("python3", ["-m", "venv", folder]);
      await run(join(bin, "python"), ["-m", "pip", "install", "--quiet", `schemathesis==${VERSION}`]);
      await writeFile(done, "");
    }
    return join(bin, "st");
  } catch {
    return undefined;
  }
}
