import type { JsonValue } from "../../json.js";
import { iso, type Timestamp } from "../../time.js";
import type { UiMessage } from "../message.js";

type Context = Record<string, JsonValue>;

export function info(id: number, text: string, context?: Context): UiMessage {
  return { id, text, type: "info", ...(context && { context: sorted(context) }) };
}

export function success(id: number, text: string, context?: Context): UiMessage {
  return { id, text, type: "success", ...(context && { context: sorted(context) }) };
}

export function error(id: number, text: string, context?: Context): UiMessage {
  return { id, text, type: "error", ...(context && { context: sorted(context) }) };
}

/** Keys in the order of the alphabet, as Kratos writes them. */
function sorted(context: Context): Context {
  return Object.fromEntries(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A point in time as it stands in a context: under its name, and in whole seconds under `<name>_unix`. */
export function moment(name: string, time: Timestamp): Context {
  return { [name]: iso(time), [`${name}_unix`]: Math.floor(time / 1000) };
}

/** How long ago or how long until, for a sentence: "a minute", "12 minutes", "2 hours". */
export function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes === 1) return "a minute";
  if (minutes < 120) return `${String(minutes)} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${String(hours)} hours` : `${String(Math.round(hours / 24))} days`;
}
