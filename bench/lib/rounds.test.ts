import { expect, test } from "vitest";
import { inTurns, median, ratioOf, spread, turns } from "./rounds.mjs";

test("it lets each contender begin every other round", () => {
  expect(turns(2, 3)).toEqual([
    [0, 1],
    [1, 0],
    [0, 1],
  ]);
});

test("it keeps what each contender's rounds gave together", async () => {
  let count = 0;
  const results = await inTurns(2, 2, async (contender) => [contender, count++]);
  expect(results).toEqual([
    [
      [0, 0],
      [0, 3],
    ],
    [
      [1, 1],
      [1, 2],
    ],
  ]);
});

test("it compares rounds that stood side by side", () => {
  expect(ratioOf([10, 40, 90], [5, 10, 30])).toEqual({ median: 3, least: 2, most: 4 });
  expect(ratioOf([10], undefined)).toBeUndefined();
  expect(ratioOf([10, 20], [5, 0])).toBeUndefined();
});

test("it takes the middle of an odd and of an even number of rounds", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(spread([2, 9, 4])).toEqual({ median: 4, least: 2, most: 9 });
});
