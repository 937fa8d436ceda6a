import { expect, it } from "vitest";
import type { Session } from "@ory/client";
import { isRecent } from "./recent";

const session = (authenticated_at: string | undefined) => ({ id: "s", authenticated_at }) as Session;
const now = Date.parse("2026-01-01T12:00:00Z");

it("is recent for a quarter of an hour", () => {
  expect(isRecent(session("2026-01-01T11:45:01Z"), now)).toBe(true);
  expect(isRecent(session("2026-01-01T11:45:00Z"), now)).toBe(false);
});

it("is not recent where nobody knows when it was", () => {
  expect(isRecent(session(undefined), now)).toBe(false);
  expect(isRecent(session("sometime"), now)).toBe(false);
});
