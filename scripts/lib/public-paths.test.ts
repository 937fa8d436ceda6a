import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pathsOf } from "./public-paths.mjs";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foyer-public-"));
  for (const name of ["logo.svg", "fonts/my font.woff2", "fonts/x@2x.png", "ünique.txt", "50%.txt"]) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), "content");
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the files of a public folder", () => {
  it("are found by the paths that browsers ask for, and by those with all escaped", () => {
    const found = pathsOf(folder);
    for (const name of ["/logo.svg", "/fonts/my font.woff2", "/fonts/x@2x.png", "/ünique.txt"]) {
      expect(found).toContain(new URL(name, "http://localhost").pathname);
    }
    expect(found).toContain("/fonts/x%402x.png");
    expect(found).toContain("/50%25.txt");
    expect(found).toHaveLength(6);
  });

  it("are none where there is no such folder", () => {
    expect(pathsOf(join(folder, "nowhere"))).toEqual([]);
  });
});
