// Compares what a server answered with what was recorded, and says where and how they differ.
import type { RecordedStep } from "./normalise";
import type { JsonValue } from "./scenario";
import { meets } from "./wanted";

export interface Difference {
  step: string;
  /** Where: `status`, `headers.location`, `cookies`, `body.ui.nodes`, ... */
  path: string;
  /** Undefined: not there. */
  recorded: JsonValue | undefined;
  answered: JsonValue | undefined;
}

/** A server may say more about caching than the recording, never less. */
const mayBeAdded = new Set(["headers.cache-control", "headers.vary"]);

export function compareStep(recorded: RecordedStep, answered: RecordedStep): Difference[] {
  const { step, ...expected } = recorded;
  const { step: _, ...actual } = answered;
  return compare(step, "", { ...expected }, { ...actual }).filter(
    ({ path, recorded: before, answered: after }) =>
      !(before === undefined && mayBeAdded.has(path)) &&
      !(path === "headers.vary" && variesAtLeast(after, before)),
  );
}

function variesAtLeast(header: JsonValue | undefined, wanted: JsonValue | undefined): boolean {
  if (typeof header !== "string" || typeof wanted !== "string") return false;
  const names = header.toLowerCase().split(/\s*,\s*/);
  return wanted.split(/\s*,\s*/).every((name) => names.includes(name.toLowerCase()));
}

function compare(
  step: string,
  path: string,
  recorded: JsonValue | undefined,
  answered: JsonValue | undefined,
): Difference[] {
  const isMet = meets(recorded, answered);
  if (isMet !== undefined) return isMet ? [] : [{ step, path, recorded, answered }];
  if (isObject(recorded) && (isObject(answered) || answered === undefined) && isContainer(path, answered)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(answered ?? {})]);
    return [...keys].flatMap((key) => compare(step, join(path, key), recorded[key], answered?.[key]));
  }
  if (recorded === undefined && path === "headers" && isObject(answered))
    return compare(step, path, {}, answered);
  if (Array.isArray(recorded) && Array.isArray(answered) && comparesItemByItem(recorded, answered)) {
    return recorded.flatMap((item, index) => compare(step, join(path, String(index)), item, answered[index]));
  }
  return isEqual(recorded, answered) ? [] : [{ step, path, recorded, answered }];
}

/** Lists of lines (nodes, messages, cookies) are shown whole, so that a moved line reads as moved. */
function comparesItemByItem(recorded: JsonValue[], answered: JsonValue[]): boolean {
  return recorded.length === answered.length && recorded.every(isObject) && answered.every(isObject);
}

function isContainer(path: string, answered: JsonValue | undefined): boolean {
  return answered !== undefined || path === "headers";
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

export function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && isEqual(a[key], b[key]));
  }
  return a === b;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** Differences for a person to read: lists as lines, with what is missing (-) and what is new (+). */
export function describeDifferences(differences: Difference[]): string {
  return differences
    .map(({ step, path, recorded, answered }) => {
      const lines =
        Array.isArray(recorded) && Array.isArray(answered)
          ? lineDifference(recorded.map(asLine), answered.map(asLine))
          : [`- ${asLine(recorded)}`, `+ ${asLine(answered)}`];
      return [`step "${step}", ${path}`, ...lines.map((line) => `    ${line}`)].join("\n");
    })
    .join("\n");
}

function asLine(value: JsonValue | undefined): string {
  if (value === undefined) return "(nothing)";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Longest common subsequence; the lists are short. */
function lineDifference(before: string[], after: string[]): string[] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    const row = lengths[i] ?? [];
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push(`  ${before[i] ?? ""}`);
      i++;
      j++;
    } else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`- ${before[i++] ?? ""}`);
    } else {
      lines.push(`+ ${after[j++] ?? ""}`);
    }
  }
  return lines;
}
