import { mkdir, mkdtemp, readFile, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { copyTree, linksOutOf } from "./copy-tree.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "foyer-copy-"));
  await mkdir(join(folder, "built/packages/pino"), { recursive: true });
  await mkdir(join(folder, "built/links"));
  await writeFile(join(folder, "built/packages/pino/index.js"), "pino");
  await writeFile(join(folder, "built/.env"), "SECRET=1");
  await symlink("../packages/pino", join(folder, "built/links/pino-1f2e"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("copyTree", () => {
  it("makes a copy that stands by itself once the original is gone and it is moved", async () => {
    await copyTree(join(folder, "built"), join(folder, "copy"));
    expect(await readlink(join(folder, "copy/links/pino-1f2e"))).toBe("../packages/pino");
    await rm(join(folder, "built"), { recursive: true });
    await rename(join(folder, "copy"), join(folder, "elsewhere"));
    expect(await readFile(join(folder, "elsewhere/links/pino-1f2e/index.js"), "utf8")).toBe("pino");
  });

  it("leaves out what is not wanted", async () => {
    await copyTree(join(folder, "built"), join(folder, "copy"), (path) => !path.endsWith(".env"));
    await expect(readFile(join(folder, "copy/.env"))).rejects.toThrow("ENOENT");
  });
});

describe("linksOutOf", () => {
  it("names the links that lead elsewhere, and no others", async () => {
    await symlink(join(folder, "built/packages/pino"), join(folder, "built/links/absolute"));
    await symlink("../../../outside", join(folder, "built/links/up"));
    const out = await linksOutOf(join(folder, "built"));
    expect(out.map((each) => each.split(" -> ")[0]).sort()).toEqual(
      ["absolute", "up"].map((name) => join(folder, "built/links", name)),
    );
  });
});
