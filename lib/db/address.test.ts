import { describe, expect, it } from "vitest";
import { parseDatabaseUrl } from "./address";

describe("the database's address", () => {
  it.each([
    ["file:.foyer/app.sqlite", ".foyer/app.sqlite"],
    ["file:./app.sqlite", "./app.sqlite"],
    ["file:/var/lib/app/app.sqlite", "/var/lib/app/app.sqlite"],
    ["file:///var/lib/app/app.sqlite", "/var/lib/app/app.sqlite"],
    ["file::memory:", ":memory:"],
  ])("takes %s as a SQLite file", (text, path) => {
    expect(parseDatabaseUrl(text)).toEqual({ kind: "sqlite", path });
  });

  it.each(["postgres://app:secret@db.example/app", "postgresql://db.example:5433/app?sslmode=require"])(
    "takes %s as a Postgres database",
    (url) => {
      expect(parseDatabaseUrl(url)).toEqual({ kind: "postgres", url });
    },
  );

  it.each(["", "file:", "file://host/app.sqlite", "mysql://db.example/app", "app.sqlite", "postgres:///app"])(
    "takes %j as neither",
    (text) => {
      expect(parseDatabaseUrl(text)).toBeUndefined();
    },
  );
});
