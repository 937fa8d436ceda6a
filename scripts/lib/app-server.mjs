// The Next.js app as the commands see it: its port, its origin, its start.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findFreePort, portState } from "./ports.mjs";
import { startNode } from "./processes.mjs";
import { ROOT } from "./root.mjs";
import { UserError } from "./user-error.mjs";

export const NEXT = join(ROOT, "node_modules/next/dist/bin/next");

/** The app's server as `npm run standalone` leaves it, in the folder that it makes. */
const STANDALONE = join(ROOT, "server.js");

export function isStandalone() {
  return existsSync(STANDALONE);
}

/** Nobody's use of a starter is reported to anybody, unless they ask for it. */
export const NO_TELEMETRY = { NEXT_TELEMETRY_DISABLED: process.env.NEXT_TELEMETRY_DISABLED ?? "1" };

const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** @param {string} origin */
export function isLoopback(origin) {
  return LOOPBACK_HOSTS.includes(new URL(origin).hostname);
}

/**
 * The port that the app listens on when none is asked for: that of a local origin in identity/kratos.yml, else Next's.
 *
 * @param {string | undefined} origin
 */
export function defaultPort(origin) {
  return origin && isLoopback(origin) ? Number(new URL(origin).port || 80) : 3000;
}

/**
 * @param {number} port
 * @param {string} command how to call what is running now, for the advice
 */
export async function requireFreePort(port, command) {
  const state = await portState(port);
  if (state === "free") return;
  const other = await findFreePort(Math.max(port + 1, 3000));
  throw new UserError(
    state === "taken"
      ? `Port ${port} is in use by another program.\nStop that program, or choose another port: ${command} -- --port ${other} (or PORT=${other}).`
      : `This user may not listen on port ${port}.\nChoose one from 1024 on: ${command} -- --port ${other} (or PORT=${other}).`,
  );
}

/**
 * The origin that browsers use, from APP_URL.
 *
 * @param {string} value
 * @returns {string}
 */
export function parseAppUrl(value) {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.pathname !== "/" || url.search || url.hash) {
    throw new UserError(
      `APP_URL is "${value}". It is the app's origin and nothing more, such as https://www.example.com`,
    );
  }
  return url.origin;
}

// The file's name is a decision (docs/decisions/006-middleware.md); nobody has to be told at every start.
const DECIDED = /"middleware" file convention is deprecated|migrate automatically, run:|middleware-to-proxy/;

/**
 * How Next is told where to listen. It calls 127.0.0.1 `localhost` in what middleware sees, and not where it compares with
 * that: under the number it would take its own address for another server's, and ask itself over the network for each page
 * that middleware has chosen. By the name, looked up as the number, the two are one.
 *
 * @param {string | undefined} hostname
 * @returns {{ hostname: string | undefined, nodeOptions?: string }}
 */
export function listenAs(hostname) {
  return hostname === "127.0.0.1"
    ? { hostname: "localhost", nodeOptions: "--dns-result-order=ipv4first" }
    : { hostname };
}

/**
 * Where this machine itself reaches what listens on an interface.
 *
 * @param {string | undefined} hostname undefined for all interfaces
 * @param {number} port
 */
export function reachedAt(hostname, port) {
  const isAny = hostname === undefined || hostname === "0.0.0.0" || hostname === "::";
  const name = isAny ? "localhost" : hostname.includes(":") ? `[${hostname}]` : hostname;
  return `http://${name}:${port}`;
}

/**
 * @param {object} options
 * @param {"dev" | "start" | "standalone"} options.mode
 * @param {number} options.port
 * @param {string | undefined} options.hostname the interface to listen on
 * @param {Record<string, string | undefined>} options.env
 * @param {(text: string) => void} options.writeLine
 */
export function startApp({ mode, port, hostname, env, writeLine }) {
  const isAlone = mode === "standalone";
  const { hostname: name, nodeOptions } = listenAs(hostname);
  return startNode({
    name: "app",
    args: isAlone
      ? [STANDALONE]
      : [NEXT, mode, "--port", String(port), ...(name ? ["--hostname", name] : [])],
    env: {
      ...NO_TELEMETRY,
      ...env,
      NODE_ENV: mode === "dev" ? "development" : "production",
      // A container's HOSTNAME is its name, and no interface to listen on.
      ...(isAlone && { PORT: String(port), HOSTNAME: name ?? "0.0.0.0" }),
      ...(nodeOptions && { NODE_OPTIONS: `${env.NODE_OPTIONS ?? ""} ${nodeOptions}`.trim() }),
    },
    writeLine: (line) => {
      if (!DECIDED.test(line)) writeLine(line);
    },
  });
}
