import { describe, expect, it } from "vitest";
import { UsageError } from "./command.js";
import { parseFormat, printRow, printRows } from "./output.js";

const header = ["ID", "NAME"];
const rows = [
  { columns: ["1", "Ada"], value: { id: "1", names: ["Ada", "Augusta"] } },
  { columns: ["2", "Bea"], value: { id: "2", names: [] } },
];

function print(format: string, options: { isQuiet?: boolean; one?: boolean } = {}): string {
  let text = "";
  const terminal = {
    env: {},
    out: (part: string) => (text += part),
    error: () => undefined,
    readInput: async () => "",
  };
  const parsed = parseFormat(format, options.isQuiet ?? false);
  const [first] = rows;
  if (options.one === true && first) printRow(terminal, parsed, header, first);
  else printRows(terminal, parsed, { header, rows, footer: [[""], ["MORE", "x"]] });
  return text;
}

describe("what a command prints", () => {
  it("is a table, with one thing as a table that stands", () => {
    expect(print("table")).toBe("ID\tNAME\t\n1\tAda\t\n2\tBea\t\n\t\nMORE\tx\t\n");
    expect(print("table", { one: true })).toBe("ID\t1\t\nNAME\tAda\t\n");
  });

  it("is ids alone where it is to be quiet", () => {
    expect(print("json", { isQuiet: true })).toBe("1\n2\n");
    expect(print("table", { isQuiet: true, one: true })).toBe("1\n");
  });

  it("is JSON on one line or on many, or YAML", () => {
    expect(print("json")).toBe(`${JSON.stringify(rows.map(({ value }) => value))}\n`);
    expect(print("json-pretty", { one: true })).toBe(`${JSON.stringify(rows[0]?.value, null, 2)}\n`);
    expect(print("yaml", { one: true })).toBe('id: "1"\nnames:\n  - Ada\n  - Augusta\n');
  });

  it.each([
    ["jsonpath=0.id", '"1"\n'],
    ["jsonpath=#", "2\n"],
    ["jsonpath=#.id", '[\n  "1",\n  "2"\n]\n'],
    ["jsonpath=0.names.1", '"Augusta"\n'],
    ["jsonpath=9.id", "null\n"],
    ["jsonpointer=/0/names/0", '"Ada"\n'],
    ["jsonpointer=/1/id", '"2"\n'],
  ])("is a part of the JSON, by %s", (format, expected) => {
    expect(print(format)).toBe(expected);
  });

  it.each(["xml", "jsonpath", "jsonpointer", "jsonpointer=/9", "jsonpointer=0"])(
    "is not possible in the format %s, which is said",
    (format) => {
      expect(() => print(format)).toThrow(UsageError);
    },
  );
});
