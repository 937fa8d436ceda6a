// Loaded into a walk's server that is a process of its own, before anything else: its time is the walk's, and it ends
// by SIGKILL when the last answer has left.
import { IncomingMessage, Server } from "node:http";
import { dieAtLastAnswer, NOW_HEADER } from "./last-answer.mjs";

const MachineDate = Date;
let now = Number(process.env.FOYER_WALK_NOW);

class WalkDate extends MachineDate {
  /** @param {ConstructorParameters<DateConstructor> | []} given */
  constructor(...given) {
    super(...(given.length === 0 ? /** @type {const} */ ([now]) : given));
  }
  static now() {
    return now;
  }
}
Reflect.set(globalThis, "Date", WalkDate);

const emit = Reflect.get(Server.prototype, "emit");
/** @this {Server} @param {string} event @param {unknown[]} given */
function emitAtTheWalksTime(event, ...given) {
  const [request] = given;
  if (event === "request" && request instanceof IncomingMessage) {
    now = Number(request.headers[NOW_HEADER] ?? now);
  }
  return Reflect.apply(emit, this, [event, ...given]);
}
Reflect.set(Server.prototype, "emit", emitAtTheWalksTime);

dieAtLastAnswer(() => process.kill(process.pid, "SIGKILL"));
