// The load generator, a process of its own: keeps some connections busy, each with one round of requests at a time, and
// reports what came back. It is given its task as JSON on its standard input and prints its result as JSON.
import { connect } from "node:net";

/**
 * @typedef {object} Step one request of a round
 * @property {string} [method] default: GET
 * @property {string[]} paths with query, taken in turn; `{id}` stands for the `id` in the answer to the step before
 * @property {Record<string, string> | Record<string, string>[]} [headers] a list is taken in turn
 * @property {unknown[]} [bodies] sent as JSON; each connection keeps to one of them
 * @property {number} [status] what a good answer has; default: 200
 *
 * @typedef {object} Task
 * @property {string} url of the server
 * @property {Step[]} steps
 * @property {number} connections
 * @property {number} [count] how many rounds; without it as many as fit into durationMs
 * @property {number} [durationMs]
 *
 * @typedef {object} Result
 * @property {number} count rounds in which every answer was good
 * @property {number} failed other rounds
 * @property {Record<string, number>} failures how often each unwanted answer came, by status and path
 * @property {number} seconds
 * @property {number} p50Ms of a good round
 * @property {number} p99Ms
 */

/** @type {Task} */
const task = JSON.parse(await readInput());
const url = new URL(task.url);
const deadline = performance.now() + (task.durationMs ?? Number.POSITIVE_INFINITY);
const limit = task.count ?? Number.POSITIVE_INFINITY;
const takesId = task.steps.map((_, index) =>
  Boolean(task.steps[index + 1]?.paths.some((path) => path.includes("{id}"))),
);

/** @type {number[]} */
const latencies = [];
/** @type {Record<string, number>} */
const failures = {};
let begun = 0;
let failed = 0;

const startedAt = performance.now();
await Promise.all(Array.from({ length: task.connections }, (_, index) => keepBusy(index)));
const seconds = (performance.now() - startedAt) / 1_000;
latencies.sort((a, b) => a - b);

/** @type {Result} */
const result = {
  count: latencies.length,
  failed,
  failures,
  seconds,
  p50Ms: quantile(0.5),
  p99Ms: quantile(0.99),
};
console.log(JSON.stringify(result));

async function readInput() {
  let text = "";
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

/**
 * What stays the same from round to round is put together once.
 *
 * @param {number} connection
 * @returns {((turn: number, id: string) => Buffer)[]}
 */
function requestWriters(connection) {
  return task.steps.map(({ method = "GET", paths, headers = {}, bodies }) => {
    const body = bodies ? JSON.stringify(bodies[connection % bodies.length]) : undefined;
    const own = {
      host: url.host,
      accept: "application/json",
      ...(body !== undefined && {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
      }),
    };
    const rests = [headers].flat().map((more) => {
      const lines = Object.entries({ ...own, ...more }).map(([name, value]) => `${name}: ${value}\r\n`);
      return `${lines.join("")}\r\n${body ?? ""}`;
    });
    const write = (/** @type {number} */ turn, /** @type {string} */ id) => {
      const path = (paths[turn % paths.length] ?? "").replace("{id}", id);
      return Buffer.from(`${method} ${path} HTTP/1.1\r\n${rests[turn % rests.length] ?? ""}`);
    };
    if (paths.some((path) => path.includes("{id}"))) return write;
    const written = Array.from({ length: Math.max(paths.length, rests.length) }, (_, turn) =>
      write(turn, ""),
    );
    return (turn) => written[turn % written.length] ?? Buffer.alloc(0);
  });
}

/**
 * One connection: the next request goes out when the last answer is complete.
 *
 * @param {number} connection
 */
function keepBusy(connection) {
  const writers = requestWriters(connection);
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
      let received = Buffer.alloc(0);
      let sentAt = 0;
      let step = 0;
      let turn = 0;

      function startRound() {
        if (begun >= limit || performance.now() >= deadline) {
          socket.end();
          resolve();
          return;
        }
        turn = begun++;
        step = 0;
        sentAt = performance.now();
        send("");
      }

      /** @param {string} id */
      function send(id) {
        const write = writers[step];
        if (write) socket.write(write(turn, id));
      }

      /** @param {Buffer} answer */
      function take(answer) {
        const status = Number(answer.toString("latin1", 9, 12));
        const { status: wanted = 200, paths } = task.steps[step] ?? { paths: [] };
        if (status !== wanted) {
          const name = `${status} ${(paths[0] ?? "").split("?")[0]}`;
          failures[name] = (failures[name] ?? 0) + 1;
          failed++;
          startRound();
          return;
        }
        const id = takesId[step] ? (/"id":"([^"]+)"/.exec(answer.toString())?.[1] ?? "") : "";
        step++;
        if (step < writers.length) {
          send(id);
          return;
        }
        latencies.push(performance.now() - sentAt);
        startRound();
      }

      socket.on("connect", startRound);
      socket.on("error", reject);
      socket.on("close", () => reject(new Error("the server closed a connection before it had answered")));
      socket.on("data", (chunk) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
        const end = answerEnd(received);
        if (end === undefined) return;
        const answer = received.subarray(0, end);
        received = received.subarray(end);
        take(answer);
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
