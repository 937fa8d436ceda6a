// Which ports can be listened on.
import { createServer } from "node:net";
import { UserError } from "./user-error.mjs";

// A server may listen on one address only, and a second one on all of them; so each is tried.
const HOSTS = [undefined, "127.0.0.1", "::1"];

/**
 * @param {number} port
 * @returns {Promise<"free" | "taken" | "forbidden">} forbidden: this user may not listen there (ports below 1024)
 */
export async function portState(port) {
  for (const host of HOSTS) {
    const code = await tryListen(port, host);
    if (code === "EADDRINUSE") return "taken";
    if (code === "EACCES") return "forbidden";
    // Other codes mean that the machine lacks the address family, which is no obstacle.
  }
  return "free";
}

/**
 * @param {number} start first port looked at
 * @param {number[]} [except] ports which are spoken for though nothing listens there yet
 * @returns {Promise<number>} the first free port from `start` on
 */
export async function findFreePort(start, except = []) {
  for (let port = start; port < Math.min(start + 200, 65_536); port++) {
    if (!except.includes(port) && (await portState(port)) === "free") return port;
  }
  throw new UserError(`No free port was found between ${start} and ${start + 199}.`);
}

/**
 * @param {string} value
 * @param {string} source what the value was read from, for the message
 * @returns {number}
 */
export function parsePort(value, source) {
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw new UserError(`${source} is "${value}"; a port is a whole number from 1 to 65535.`);
}

/**
 * @param {number} port
 * @param {string | undefined} host
 * @returns {Promise<string | undefined>} the error code, or nothing when listening worked
 */
function tryListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
