// JSON of a request.
import type { JsonValue } from "../json.js";

/** Deeper than any schema; what goes on for ever would end in a full stack wherever the value is walked through. */
const MAX_DEPTH = 500;

/** @throws SyntaxError for what is no JSON, or nested deeper than {@link MAX_DEPTH} */
export function parseJson(text: string): JsonValue {
  if (isTooDeep(text)) throw new SyntaxError(`it is nested deeper than ${MAX_DEPTH} levels`);
  return JSON.parse(text) as JsonValue;
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (isInText) {
      if (letter === "\\") at += 1;
      else if (letter === '"') isInText = false;
    } else if (letter === '"') isInText = true;
    else if (letter === "[" || letter === "{") depth += 1;
    else if (letter === "]" || letter === "}") depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
