import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { isDraft07 } from "../src/identities/draft-07.js";
import { draft07 } from "./draft-07.mjs";

const SOURCE = fileURLToPath(new URL("../src/identities/draft-07.ts", import.meta.url));

describe("the check of draft-07 in the bundle", () => {
  it("says of every document what the one in the sources says", async () => {
    const bundled = await bundledCheck();
    const documents = [
      {},
      true,
      [],
      "text",
      { type: "object", properties: { email: { type: "string", format: "email" } }, required: ["email"] },
      { type: "strng" },
      { required: "email" },
      { properties: { a: 1, b: { minLength: -1 } } },
      { items: [{ enum: [] }], definitions: { a: { anyOf: [] } } },
      { type: ["string", "string"], uniqueItems: "yes" },
    ];
    for (const document of documents) {
      const verdict = { isValid: isDraft07(document), errors: isDraft07.errors };
      expect({ isValid: bundled(document), errors: bundled.errors }).toEqual(verdict);
    }
    expect(documents.filter((document) => !isDraft07(document))).toHaveLength(7);
  });
});

async function bundledCheck(): Promise<typeof isDraft07> {
  const { outputFiles } = await build({
    entryPoints: [SOURCE],
    bundle: true,
    format: "iife",
    globalName: "bundled",
    platform: "node",
    plugins: [draft07],
    write: false,
  });
  const code = outputFiles[0]?.text ?? "";
  expect(code).not.toContain("getSchema");
  return runInThisContext(`${code};bundled.isDraft07`) as typeof isDraft07;
}
