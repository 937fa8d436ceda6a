// Recordings on disk: one file for each topic, scenarios by name. Written so that a change reads well in a diff: what
// fits on a line is on one line.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { RecordedStep } from "./normalise";
import type { JsonValue } from "./scenario";

export type Recording = Record<string, RecordedStep[]>;

const lineWidth = 140;
/** A flat object (headers, an address) is read as one thing. */
const flatLineWidth = 240;

export function readRecording(folder: string, topic: string): Recording {
  const file = `${folder}/${topic}.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recording) : {};
}

export function writeRecording(folder: string, topic: string, recording: Recording): void {
  const file = `${folder}/${topic}.json`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${print(recording as unknown as JsonValue, "")}\n`);
}

function print(value: JsonValue, indent: string): string {
  const line = JSON.stringify(value);
  if (value === null || typeof value !== "object" || fitsOnALine(value, indent.length, line.length))
    return line;
  const deeper = `${indent} `;
  const items = Array.isArray(value)
    ? value.map((item) => print(item, deeper))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${print(item, deeper)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${items.map((item) => deeper + item).join(",\n")}\n${indent}${close}`;
}

/** The file itself and the scenarios in it are never folded. */
function fitsOnALine(value: object, depth: number, length: number): boolean {
  const isFlat =
    !Array.isArray(value) && Object.values(value).every((item) => item === null || typeof item !== "object");
  return depth > 0 && depth + length <= (isFlat ? flatLineWidth : lineWidth);
}
