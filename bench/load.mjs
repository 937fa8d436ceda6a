// The load generator, a process of its own: keeps some connections busy with one request each and reports what came back.
// It is given its task as JSON in its only argument and prints its result as JSON.
import { connect } from "node:net";

/**
 * @typedef {object} Task
 * @property {string} url what every request gets
 * @property {Record<string, string>} [headers]
 * @property {number} connections
 * @property {number} [count] how many requests; without it as many as fit into durationMs
 * @property {number} [durationMs]
 *
 * @typedef {object} Result
 * @property {number} count
 * @property {number} seconds
 * @property {number} p50Ms
 * @property {number} p99Ms
 * @property {Record<string, number>} statuses how often each status came back
 */

/** @type {Task} */
const task = JSON.parse(process.argv[2] ?? "");
const url = new URL(task.url);
const request = requestBytes();
const deadline = performance.now() + (task.durationMs ?? Number.POSITIVE_INFINITY);
const limit = task.count ?? Number.POSITIVE_INFINITY;

/** @type {number[]} */
const latencies = [];
/** @type {Record<string, number>} */
const statuses = {};
let begun = 0;

const startedAt = performance.now();
await Promise.all(Array.from({ length: task.connections }, keepBusy));
const seconds = (performance.now() - startedAt) / 1_000;
latencies.sort((a, b) => a - b);

/** @type {Result} */
const result = { count: latencies.length, seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99), statuses };
console.log(JSON.stringify(result));

function requestBytes() {
  const headers = Object.entries({ host: url.host, accept: "application/json", ...task.headers });
  const lines = [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
}

/** One connection: the next request goes out when the last answer is complete. */
function keepBusy() {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
      let received = Buffer.alloc(0);
      let sentAt = 0;

      function send() {
        if (begun >= limit || performance.now() >= deadline) {
          socket.end();
          resolve();
          return;
        }
        begun++;
        sentAt = performance.now();
        socket.write(request);
      }

      socket.on("connect", send);
      socket.on("error", reject);
      socket.on("close", () => reject(new Error("the server closed a connection before it had answered")));
      socket.on("data", (chunk) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
        const end = answerEnd(received);
        if (end === undefined) return;
        latencies.push(performance.now() - sentAt);
        const status = received.toString("latin1", 9, 12);
        statuses[status] = (statuses[status] ?? 0) + 1;
        received = received.subarray(end);
        send();
      });
    })
  );
}

/**
 * @param {Buffer} bytes
 * @returns {number | undefined} where the answer ends, once it is complete
 */
function answerEnd(bytes) {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  const bodyStart = headEnd + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return atMost(bytes, bodyStart + Number(length));
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return bodyStart;

  let at = bodyStart;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    at = lineEnd + 2 + size + 2;
    if (at > bytes.length) return undefined;
    if (size === 0) return at;
  }
}

/**
 * @param {Buffer} bytes
 * @param {number} end
 */
function atMost(bytes, end) {
  return end <= bytes.length ? end : undefined;
}

/** @param {number} q */
function quantile(q) {
  return latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? Number.NaN;
}
