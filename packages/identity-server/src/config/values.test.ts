import { describe, expect, it } from "vitest";
import { parseDsn } from "./dsn.js";
import { parseByteSize, parseDuration } from "./schema/values.js";

describe("parseDuration", () => {
  it.each([
    ["1h", 3_600_000],
    ["1h30m", 5_400_000],
    ["1.5s", 1500],
    ["500ms", 500],
    ["720h", 2_592_000_000],
    ["0s", 0],
  ])("reads %s", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(["", "1", "1 h", "1d", "-1h", "h"])("refuses %j", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe("parseByteSize", () => {
  it("reads sizes and refuses other text", () => {
    expect(parseByteSize("64MB")).toBe(67_108_864);
    expect(parseByteSize("1GB")).toBe(1_073_741_824);
    expect(parseByteSize("64")).toBeUndefined();
  });
});

describe("parseDsn", () => {
  it.each([
    ["memory", { kind: "memory" }],
    ["sqlite://file::memory:?cache=shared", { kind: "memory" }],
    ["sqlite://.foyer/identity.sqlite?_fk=true", { kind: "file", path: ".foyer/identity.sqlite" }],
    ["sqlite:///var/lib/identity.sqlite", { kind: "file", path: "/var/lib/identity.sqlite" }],
  ])("reads %s", (dsn, expected) => {
    expect(parseDsn(dsn)).toEqual(expected);
  });

  it("points to Ory Kratos for other databases", () => {
    expect(parseDsn("mysql://root@tcp(db)/kratos")).toMatchObject({
      kind: "unsupported",
      problem: expect.stringContaining("Ory Kratos") as string,
    });
  });
});
