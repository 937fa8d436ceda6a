import { describe, expect, it } from "vitest";
import { openDatabase } from "./database.js";

describe("a statement", () => {
  it("finds one row after it listed none", () => {
    const database = openDatabase(":memory:");
    database.exec("CREATE TABLE things (name TEXT, size INTEGER)");
    database.prepare("INSERT INTO things VALUES (:name, :size)").run({ name: "ball", size: 2 });
    const ofSize = database.prepare<{ name: string }>(
      "SELECT name FROM things WHERE size <= :size LIMIT :limit",
    );
    expect(ofSize.all({ size: 1, limit: 5 })).toEqual([]);
    expect(ofSize.get({ size: 2, limit: 1 })).toMatchObject({ name: "ball" });
    expect(ofSize.all({ size: 2, limit: 5 })).toEqual([{ name: "ball" }]);
    expect(ofSize.get({ size: 2, limit: 1 })).toMatchObject({ name: "ball" });
    database.close();
  });
});
