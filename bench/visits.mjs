// Visitors of a sign-in page, in a process of its own: is given its task as JSON on its standard input and prints what came
// of it as JSON.
import { createVisitor } from "./lib/visitor.mjs";

/**
 * @typedef {object} Task
 * @property {string} url of the sign-in page
 * @property {string[]} origins where the way to the form may lead besides the page's own
 * @property {"cold" | "again"} kind each visit by somebody without cookies; or the page of a flow that is there already
 * @property {number} visitors at once
 * @property {number} durationMs
 *
 * @typedef {object} Result
 * @property {number} count visits that ended on a form
 * @property {number} seconds
 * @property {number} requests that a visit took, at most
 */

/** @type {Task} */
const task = JSON.parse(await readInput());
const startedAt = performance.now();
const deadline = startedAt + task.durationMs;
let count = 0;
let requests = 0;
await Promise.all(Array.from({ length: task.visitors }, task.kind === "cold" ? visitCold : visitAgain));

/** @type {Result} */
const result = { count, requests, seconds: (performance.now() - startedAt) / 1_000 };
console.log(JSON.stringify(result));

async function visitCold() {
  while (performance.now() < deadline) note(await visit(createVisitor(task.origins), task.url));
}

async function visitAgain() {
  const visitor = createVisitor(task.origins);
  const page = pageOfFlow(await visit(visitor, task.url));
  while (performance.now() < deadline) note(await visit(visitor, page));
}

/**
 * @param {ReturnType<typeof createVisitor>} visitor
 * @param {string} url
 */
async function visit(visitor, url) {
  const visited = await visitor.get(url);
  if (!visited.body.includes("<form")) throw new Error(`${url} ended on ${visited.url} without a form.`);
  return visited;
}

/** @param {import("./lib/visitor.mjs").Visit} visited */
function note({ redirects }) {
  count++;
  requests = Math.max(requests, redirects + 1);
}

/** @param {import("./lib/visitor.mjs").Visit} visited */
function pageOfFlow({ url, body }) {
  const page = new URL(url);
  const flow = /<form[^>]* action="[^"]*[?&;]flow=([\w-]+)/.exec(body)?.[1];
  if (flow === undefined) throw new Error(`The form of ${url} names no flow.`);
  page.searchParams.set("flow", flow);
  return page.href;
}

async function readInput() {
  let text = "";
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}
