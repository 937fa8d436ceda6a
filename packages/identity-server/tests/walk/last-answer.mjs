// A server that is killed at the worst moment: when an answer has left, and nothing has come after it.
import { ServerResponse } from "node:http";

/** Whose answer is the last one. */
export const LAST_ANSWER_HEADER = "x-walk-last";
/** The walk's time, in milliseconds, for a server that has a clock of its own. */
export const NOW_HEADER = "x-walk-now";

/**
 * @param {() => void} die called in the same turn in which the answer was given to the operating system: what the server
 *   has put off until then never happens
 */
export function dieAtLastAnswer(die) {
  const end = Reflect.get(ServerResponse.prototype, "end");
  /** @this {ServerResponse} @param {unknown[]} given */
  function endAndDie(...given) {
    const ended = Reflect.apply(end, this, given);
    if (this.req.headers[LAST_ANSWER_HEADER] !== undefined) die();
    return ended;
  }
  Reflect.set(ServerResponse.prototype, "end", endAndDie);
}
