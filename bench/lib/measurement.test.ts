import { expect, test } from "vitest";
import { measurement, toRow } from "./measurement.mjs";

const rounds = [
  [100, 120, 110],
  [20, 40, 10],
];

test("it judges by the middle of the rounds' ratios", () => {
  const measured = (target: object) => measurement({ what: "whoami", unit: "a second", rounds, target });
  expect(measured({ ratioAtLeast: 5 }).isMet).toBe(true);
  expect(measured({ ratioAtLeast: 5.1 }).isMet).toBe(false);
  expect(measured({ ratioAtMost: 1 }).isMet).toBe(false);
  expect(measured({ atMost: 110 }).isMet).toBe(true);
  expect(measured({ atMost: 109 }).isMet).toBe(false);
});

test("it claims nothing without somebody to compare with", () => {
  const alone = { what: "whoami", unit: "a second", rounds: [[100]], target: { ratioAtLeast: 5 } };
  expect(measurement(alone).isMet).toBeUndefined();
  expect(toRow(measurement(alone))).toMatchObject({ values: ["100"], ratio: "–", target: ">= 5 x" });
});

test("it shows the middle, and how far the rounds lay apart", () => {
  const row = toRow(measurement({ what: "whoami", unit: "a second", rounds, target: { ratioAtLeast: 5 } }));
  expect(row).toEqual({
    what: "whoami, a second",
    values: ["110 (100–120)", "20 (10–40)"],
    ratio: "5 x (3–11)",
    target: ">= 5 x",
    isMet: true,
  });
});
