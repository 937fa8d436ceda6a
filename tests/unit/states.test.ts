/** Holds the list of states, which axe looks at and pictures are taken of, to the pages that there are. */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { allGroups } from "@/tests/e2e/states";

const APP = fileURLToPath(new URL("../../app", import.meta.url));

/** Beside the pages, what Next.js shows in the place of one. */
const OTHERS = ["not-found", "error"];

const pages = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => basename(path) === "page.tsx")
  .map((path) => `/${dirname(path)}`.replace(/\/\([^/]+\)/g, "").replace(/\/\.$|^$/, "") || "/");

const photographed = new Set(allGroups.flatMap(({ states }) => states.map(({ page }) => page)));

describe("the states of the pages", () => {
  it.each(pages)("have one of %s at least", (page) => {
    expect([...photographed]).toContain(page);
  });

  it.each(OTHERS)("have one of what stands in a page's place: %s", (name) => {
    expect(existsSync(`${APP}/${name}.tsx`)).toBe(true);
    expect([...photographed]).toContain(name);
  });

  it("are of pages that there are", () => {
    const known = new Set([...pages, ...OTHERS, "inbox"]);
    expect([...photographed].filter((page) => !known.has(page))).toEqual([]);
  });

  it("have names of their own, also as files", () => {
    for (const { name, states } of allGroups) {
      const names = states.map((state) => state.name);
      expect(new Set(names).size, name).toBe(names.length);
      for (const each of [name, ...names]) expect(each).toMatch(/^(?!.* - )[\w ,-]+$/);
    }
  });
});
