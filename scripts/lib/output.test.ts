import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { createOutput } from "./output.mjs";

const written = (options: { isForPrograms?: boolean }) => {
  const lines: string[] = [];
  const output = createOutput(["identity", "app"], { ...options, write: (line) => lines.push(line) });
  output.source("identity")("ready");
  output.source("app")('{"level":"info"}');
  return lines.map(stripVTControlCharacters);
};

describe("createOutput", () => {
  it("says before each line who wrote it, in one column", () => {
    expect(written({})).toEqual(["identity │ ready", 'app      │ {"level":"info"}']);
  });

  it("hands lines on as they are to programs", () => {
    expect(written({ isForPrograms: true })).toEqual(["ready", '{"level":"info"}']);
  });
});
