import { expect, test } from "vitest";
import { formatTable, number } from "./table.mjs";

test("it lines up columns, and says what was met, missed, not measured and not aimed at", () => {
  const rows = [
    { what: "whoami", values: ["9,000", "1,200"], ratio: "7.50 x", target: ">= 5 x", isMet: true },
    { what: "memory", values: ["90 MiB", "60 MiB"], ratio: "1.50 x", target: "<= 1 x", isMet: false },
    { what: "start", values: ["200 ms"], ratio: "–", target: "<= 1 x", isMet: undefined },
    { what: "fetch", values: ["4", "5"], ratio: "0.8 x", target: "–", isMet: undefined },
  ];
  expect(formatTable(["Foyer", "Kratos"], rows).split("\n")).toEqual([
    "         Foyer  Kratos   ratio  target",
    "whoami   9,000   1,200  7.50 x  >= 5 x           met",
    "memory  90 MiB  60 MiB  1.50 x  <= 1 x        MISSED",
    "start   200 ms       –       –  <= 1 x  not measured",
    "fetch        4       5   0.8 x       –",
  ]);
});

test("it writes numbers with as many digits as they deserve", () => {
  expect([12345.6, 45.678, 1.2345, 2].map(number)).toEqual(["12,346", "45.7", "1.23", "2"]);
});
