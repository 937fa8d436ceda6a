import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadBundle } from "./load-bundle.js";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foyer-bundle-"));
  path = join(folder, "main.cjs");
  writeFileSync(
    path,
    '(function (exports, require, module, file, folder) { exports.sum = (a, b) => a + b; exports.file = file; exports.separator = require("node:path").sep; })',
  );
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a bundle", () => {
  it("runs without a cache", () => {
    expect(summed(loadBundle(path).exports)).toBe(5);
    expect(loadBundle(path).exports).toMatchObject({ file: path, separator: "/" });
  });

  it("runs with the code that was kept of it", () => {
    const first = loadBundle(path);
    expect(summed(first.exports)).toBe(5);
    writeFileSync(join(folder, "main.v8"), first.codeCache());
    expect(summed(loadBundle(path).exports)).toBe(5);
  });

  it("passes over a cache that is none", () => {
    writeFileSync(join(folder, "main.v8"), "made by something else");
    expect(summed(loadBundle(path).exports)).toBe(5);
  });
});

function summed(exports: object): number {
  return (exports as { sum: (a: number, b: number) => number }).sum(2, 3);
}
