import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogues } from "@/lib/i18n/translator";
import { errorIds, nextStep } from "./error-ids";

describe("the errors of the service", () => {
  it.each(Object.entries(catalogues))("each have a text in %s", (_, { error }) => {
    expect(Object.keys(error.byId).sort()).toEqual([...errorIds].sort());
  });

  it("each have a page to go on from; an error without an id leads to sign-in", () => {
    for (const id of errorIds) expect(nextStep(id)).toMatch(/^[a-z_]+$/);
    expect(nextStep(undefined)).toBe("login");
    expect(nextStep("toString")).toBe("login");
  });

  const folder = join(process.cwd(), "packages/identity-server/src");
  it.skipIf(!existsSync(folder))("are all those that the embedded server gives", async () => {
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
    const sources = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    const given = new Set(
      sources.flatMap((source) =>
        [...source.matchAll(/\bid: "((?:session|security|self_service|browser)_[a-z0-9_]+)"/g)].map(
          ([, id]) => id ?? "",
        ),
      ),
    );
    expect(given.size).toBeGreaterThan(8);
    expect([...given].filter((id) => !(errorIds as readonly string[]).includes(id))).toEqual([]);
  });
});
