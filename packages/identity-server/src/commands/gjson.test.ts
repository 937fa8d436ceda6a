import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isJsonObject, type JsonValue } from "../json.js";
import { UsageError } from "./command.js";
import { parseFormat, printRows } from "./output.js";

/** What `kratos list identities --format ...` of 26.2 printed of three identities, and where it ended with an error. */
const recorded = JSON.parse(readFileSync(new URL("recorded-paths.json", import.meta.url), "utf8")) as {
  value: JsonValue;
  printed: Record<string, JsonValue>;
  refused: string[];
};

function print(format: string): string {
  let text = "";
  const terminal = {
    env: {},
    out: (part: string) => (text += part),
    error: () => undefined,
    readInput: async () => "",
  };
  printRows(terminal, parseFormat(format, false), { header: [], rows: [], value: recorded.value });
  return text;
}

describe("a part of the JSON", () => {
  it.each(Object.entries(recorded.printed))("is what Kratos prints for %s", (format, expected) => {
    expect(print(format)).toBe(`${JSON.stringify(expected, null, 2)}\n`);
  });

  it.each(recorded.refused)("is refused where Kratos refuses it: %s", (format) => {
    expect(() => print(format)).toThrow(UsageError);
  });

  it("is all of it for an empty path", () => {
    expect(isJsonObject(recorded.value)).toBe(true);
    expect(JSON.parse(print("jsonpath="))).toEqual(recorded.value);
    expect(JSON.parse(print("jsonpointer="))).toEqual(recorded.value);
  });
});
