// Jsonnet, the language of Kratos's mapper files: claims to traits, hook bodies, session tokens.
import type { JsonValue } from "../json.js";

export { JsonnetError } from "./error.js";

export interface JsonnetInput {
  /** What `std.extVar(name)` gives: `claims`, `session`. */
  variables?: Record<string, JsonValue>;
  /** What a program that is a function is called with, by name: `function(ctx) ...`. */
  arguments?: Record<string, JsonValue>;
}

/**
 * Runs a Jsonnet program on its own: it can read no file, no environment and no network. It is ended when it takes
 * more than half a second, or makes more than some millions of values.
 *
 * @throws JsonnetError when it cannot be read, fails (`raised` holds what it said with `error`) or takes too much
 * @see https://jsonnet.org/ref/language.html
 */
export async function evaluateJsonnet(source: string, input: JsonnetInput = {}): Promise<JsonValue> {
  const { interpret } = await import("./interpreter.js");
  return interpret(source, input);
}
