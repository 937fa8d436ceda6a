import { describe, expect, it } from "vitest";
import { openDatabase } from "./database.js";
import { createWriter } from "./writer.js";

describe("the writer", () => {
  it("carries out a write that is queued the moment another is acknowledged", async () => {
    const database = openDatabase(":memory:");
    const { write } = createWriter(database);
    for (let round = 0; round < 3; round++) await write(() => round);
    await expect(write(() => "last")).resolves.toBe("last");
    database.close();
  });
});
