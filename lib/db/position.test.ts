import { expect, it } from "vitest";
import { parsePosition, positionText } from "./position";

const POSITION = { at: "2026-01-31T09:30:00.000Z", id: "d1c1d2f0-0000-4000-8000-000000000001" };

it("comes back as it was written", () => {
  expect(parsePosition(positionText(POSITION))).toEqual(POSITION);
});

it.each([
  undefined,
  "",
  "_",
  "\0_x",
  `\0_${POSITION.id}`,
  `${POSITION.at}_`,
  `${POSITION.at}_x`,
  `${POSITION.at}_${POSITION.id}\0`,
  `${POSITION.at}_${POSITION.id}_`,
  `yesterday_${POSITION.id}`,
])("is nothing else: %j", (text) => {
  expect(parsePosition(text)).toBeUndefined();
});
