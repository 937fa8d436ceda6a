import { expect, it } from "vitest";
import { remembered } from "./remembered";

it("is asked for once by all who want it at the same time, and for a moment after", async () => {
  let time = 0;
  let asked = 0;
  let answer: (value: number) => void = () => undefined;
  const ask = remembered(
    () => {
      asked++;
      return new Promise<number>((resolve) => (answer = resolve));
    },
    1000,
    () => time,
  );
  const first = [ask(), ask()];
  time = 5000;
  const late = ask();
  answer(1);
  expect(await Promise.all([...first, late])).toEqual([1, 1, 1]);
  time = 5999;
  expect(await ask()).toBe(1);
  expect(asked).toBe(1);
  time = 6000;
  const again = ask();
  answer(2);
  expect(await again).toBe(2);
  expect(asked).toBe(2);
});
