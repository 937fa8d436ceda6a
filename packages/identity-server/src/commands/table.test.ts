import { describe, expect, it } from "vitest";
import { tabulate } from "./table.js";

describe("a table", () => {
  it("brings its columns to the same tab stop, each as wide as its widest cell", () => {
    const lines = [
      ["ID", "NAME", ""],
      ["12345678", "Ada", ""],
      ["1", "a name of some length", ""],
    ];
    expect(tabulate(lines)).toBe("ID\t\tNAME\t\t\t\n12345678\tAda\t\t\t\n1\t\ta name of some length\t\n");
  });

  it("lets a shorter line end the columns that it doesn't have", () => {
    const lines = [
      ["a long first", "second, and long", ""],
      ["", ""],
      ["MORE", "x", ""],
    ];
    expect(tabulate(lines)).toBe("a long first\tsecond, and long\t\n\t\t\nMORE\t\tx\t\n");
  });

  it("is nothing when there is nothing", () => {
    expect(tabulate([])).toBe("");
  });
});
