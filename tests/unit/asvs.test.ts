// docs/asvs.md names the test that shows each requirement: they must be there.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, root)), "utf8");

/** A file of tests, or of recorded scenarios, and the name of one that is in it. */
const NAMED = /`([\w./-]+\.(?:test|spec)\.tsx?|tests\/contract\/scenarios\/[\w-]+\.ts)` "([^"]+)"/g;

const rows = read("docs/asvs.md")
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [ids = "", level = "", what = "", state = "", shown = ""] = line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
    const tests = [...shown.matchAll(NAMED)].map(([, path = "", name = ""]) => ({ path, name }));
    return { ids, level, what, state, shown, tests };
  });

describe("the table of ASVS requirements", () => {
  it("has rows of one form, each requirement once", () => {
    expect(rows.length).toBeGreaterThan(80);
    for (const { ids, level, what, state, shown } of rows) {
      expect(ids).toMatch(/^\d+\.\d+\.\d+(, \d+\.\d+\.\d+)*$/);
      expect(level, ids).toMatch(/^[123](, [123])*$/);
      expect(what, ids).not.toBe("");
      expect(["met", "partly", "not met"], ids).toContain(state);
      if (state !== "not met") expect(shown, ids).not.toBe("");
    }
    const all = rows.flatMap(({ ids }) => ids.split(", "));
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
  });

  it.each(rows.flatMap(({ ids, tests }) => tests.map((test) => ({ ids, ...test }))))(
    "names a test that is there: $ids, $path, $name",
    ({ path, name }) => {
      // A fork on Ory may have deleted the embedded server; its rows then are about a service elsewhere.
      if (
        path.startsWith("packages/") &&
        !existsSync(fileURLToPath(new URL("packages/identity-server", root)))
      )
        return;
      const said = read(path).replaceAll("\\'", "'");
      expect(name.length, "a name that says something").toBeGreaterThan(12);
      expect(said.includes(name), `${path} has no test "${name}"`).toBe(true);
    },
  );
});
