// How commands print what they found: the formats of Kratos's command line.
import { stringify } from "yaml";
import { isJsonObject, type JsonValue } from "../json.js";
import { UsageError, type Terminal } from "./command.js";
import { getByPath } from "./gjson.js";
import { tabulate } from "./table.js";

export type Format =
  | { kind: "table" | "json" | "json-pretty" | "yaml" | "quiet" }
  | { kind: "jsonpath" | "jsonpointer"; path: string };

/** One line of a table, and what it stands for. Its first column is its id. */
export interface Row {
  columns: string[];
  value: JsonValue;
}

export interface Rows {
  header: string[];
  rows: Row[];
  /** What JSON and YAML show; the values of the rows if not given. */
  value?: JsonValue;
  /** Lines below the table, for people alone. */
  footer?: string[][];
}

export const FORMATS = "table, json, json-pretty, yaml, jsonpath=<path>, jsonpointer=<pointer>";

/**
 * Reads `--format` and `--quiet`.
 *
 * @throws UsageError for a format that is none
 */
export function parseFormat(text: string, isQuiet: boolean): Format {
  if (isQuiet) return { kind: "quiet" };
  const [kind = "", ...rest] = text.split("=");
  const path = rest.join("=");
  switch (kind) {
    case "table":
    case "json":
    case "json-pretty":
    case "yaml":
      if (rest.length === 0) return { kind };
      break;
    case "jsonpath":
    case "jsonpointer":
      if (rest.length === 0) {
        throw new UsageError(`--format ${kind} needs to know where: --format ${kind}=...`);
      }
      return { kind, path };
  }
  throw new UsageError(`--format ${text} is not known; there are ${FORMATS}.`);
}

/** A single thing: its columns one below the other. */
export function printRow(terminal: Terminal, format: Format, header: string[], row: Row): void {
  if (format.kind === "quiet") terminal.out(`${row.columns[0] ?? ""}\n`);
  else if (format.kind === "table") {
    terminal.out(tabulate(header.map((name, index) => [name, row.columns[index] ?? "", ""])));
  } else printValue(terminal, format, row.value);
}

export function printRows(terminal: Terminal, format: Format, rows: Rows): void {
  if (format.kind === "quiet") {
    for (const { columns } of rows.rows) terminal.out(`${columns[0] ?? ""}\n`);
  } else if (format.kind === "table") {
    const lines = [rows.header, ...rows.rows.map(({ columns }) => columns), ...(rows.footer ?? [])];
    terminal.out(tabulate(lines.map((line) => [...line, ""])));
  } else printValue(terminal, format, rows.value ?? rows.rows.map(({ value }) => value));
}

function printValue(terminal: Terminal, format: Format, value: JsonValue): void {
  switch (format.kind) {
    case "yaml":
      terminal.out(stringify(value, { lineWidth: 0 }));
      break;
    case "json":
      terminal.out(`${JSON.stringify(value)}\n`);
      break;
    case "jsonpath":
      // Nothing there is null; no path at all is all of it.
      printPretty(
        terminal,
        format.path === "" ? value : withSortedKeys(getByPath(value, format.path) ?? null),
      );
      break;
    case "jsonpointer":
      printPretty(terminal, atPointer(value, format.path));
      break;
    default:
      printPretty(terminal, value);
  }
}

function printPretty(terminal: Terminal, value: JsonValue): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** As Kratos prints what a path has found. */
function withSortedKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withSortedKeys(item ?? null)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * @throws UsageError for a pointer that leads nowhere
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
function atPointer(value: JsonValue, pointer: string): JsonValue {
  let found: JsonValue | undefined = pointer === "" || pointer.startsWith("/") ? value : undefined;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(found)) found = /^(0|[1-9]\d*)$/.test(key) ? found[Number(key)] : undefined;
    else found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  if (found === undefined) throw new UsageError(`--format jsonpointer: there is nothing at "${pointer}".`);
  return found;
}
