import { describe, expect, it } from "vitest";
import { parseJson } from "./parse-json.js";

const nested = (depth: number) => `${'{"a":['.repeat(depth / 2)}1${"]}".repeat(depth / 2)}`;

describe("the JSON of a request", () => {
  it("is read as it is", () => {
    const value = { "a]": ["{\\", '"[', "\n"], b: { c: null } };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
    expect(() => parseJson('{"a":')).toThrow(SyntaxError);
  });

  it("may be nested as deep as schemas are, and not for ever", () => {
    expect(JSON.stringify(parseJson(nested(500)))).toBe(nested(500));
    expect(() => parseJson(nested(502))).toThrow("nested deeper than 500");
  });

  it("does not count brackets in texts", () => {
    const text = JSON.stringify({ a: "[".repeat(1000), b: '\\"{'.repeat(1000) });
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it("is judged in a time that grows with its length alone", () => {
    expect(() => parseJson("[".repeat(1_000_000))).toThrow("nested deeper");
    expect(() => parseJson(`"${'\\"'.repeat(500_000)}`)).toThrow(SyntaxError);
  });
});
