// Runs in a process of its own: starts the bundled server, asks it what every page asks, and keeps the code that V8 has
// compiled by then.
//
//   node bundle/code-cache.mjs <path of bundled-main.js> <where to write it>
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeWhole } from "./outputs.mjs";

const SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  properties: {
    traits: {
      type: "object",
      properties: {
        email: {
          type: "string",
          format: "email",
          "ory.sh/kratos": {
            credentials: { password: { identifier: true }, code: { identifier: true, via: "email" } },
            verification: { via: "email" },
            recovery: { via: "email" },
          },
        },
      },
      required: ["email"],
    },
  },
};

const [bundled = "", target = ""] = process.argv.slice(2);
/** @type {typeof import("../src/bundled-main.js")} */
const { codeCache, main } = await import(pathToFileURL(bundled).href);
const folder = await mkdtemp(join(tmpdir(), "foyer-code-"));
try {
  const [publicPort, adminPort] = await freePorts();
  const config = join(folder, "kratos.json");
  await writeFile(config, JSON.stringify(configuration()));
  const ended = main(["serve", "-c", config, "--dev", "--watch-courier"], {
    env: { SERVE_PUBLIC_PORT: String(publicPort), SERVE_ADMIN_PORT: String(adminPort) },
    out: () => undefined,
    error: (text) => process.stderr.write(text),
    readInput: async () => "",
  });
  await askAround(`http://127.0.0.1:${publicPort}`, `http://127.0.0.1:${adminPort}`);
  await writeWhole(target, codeCache());
  process.kill(process.pid, "SIGTERM");
  process.exitCode = await ended;
} finally {
  await rm(folder, { recursive: true, force: true });
}

function configuration() {
  return {
    dsn: "memory",
    log: { level: "error" },
    identity: {
      default_schema_id: "person",
      schemas: [{ id: "person", url: `base64://${Buffer.from(JSON.stringify(SCHEMA)).toString("base64")}` }],
    },
    selfservice: {
      default_browser_return_url: "http://127.0.0.1:3000/",
      methods: { code: { enabled: true }, totp: { enabled: true }, lookup_secret: { enabled: true } },
      flows: { recovery: { enabled: true }, verification: { enabled: true } },
    },
    hashers: { argon2: { memory: "1MB" }, algorithm: "argon2" },
  };
}

/** @returns {Promise<number[]>} two that are free now */
async function freePorts() {
  const servers = await Promise.all(
    [0, 1].map(
      () =>
        /** @type {Promise<import("node:net").Server>} */ (
          new Promise((resolve) => {
            const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
          })
        ),
    ),
  );
  const ports = servers.map(
    (server) => /** @type {import("node:net").AddressInfo} */ (server.address()).port,
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * @param {string} publicUrl
 * @param {string} adminUrl
 */
async function askAround(publicUrl, adminUrl) {
  while (!(await isReady(publicUrl))) await new Promise((resolve) => setTimeout(resolve, 10));
  const headers = { accept: "application/json" };
  await fetch(`${adminUrl}/admin/identities`, { headers });
  await fetch(`${publicUrl}/sessions/whoami`, { headers });
  for (const kind of ["login", "registration", "recovery", "verification"]) {
    const started = await fetch(`${publicUrl}/self-service/${kind}/browser`, { headers });
    const { id } = /** @type {{ id: string }} */ (await started.json());
    const cookie = started.headers.getSetCookie().map((each) => each.split(";", 1)[0]);
    await fetch(`${publicUrl}/self-service/${kind}/flows?id=${id}`, {
      headers: { ...headers, cookie: cookie.join("; ") },
    });
  }
}

/** @param {string} publicUrl */
async function isReady(publicUrl) {
  return fetch(`${publicUrl}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );
}
