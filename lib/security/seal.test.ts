import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { open, seal } from "./seal";

afterEach(() => vi.useRealTimers());

describe("a seal", () => {
  it("gives back what was sealed, for the same purpose and shape", async () => {
    const sealed = await seal("typed", { a: [1, "ü"] }, 60);
    expect(sealed).toMatch(/^[\w.~*-]+$/);
    expect(await open("typed", sealed, z.object({ a: z.array(z.unknown()) }))).toEqual({ a: [1, "ü"] });
  });

  it("opens for no other purpose", async () => {
    const sealed = await seal("typed", "x", 60);
    expect(await open("session", sealed, z.string())).toBeUndefined();
  });

  it("does not open when it holds something else", async () => {
    expect(await open("typed", await seal("typed", 1, 60), z.string())).toBeUndefined();
  });

  it("does not open when it was touched, forged, or is missing", async () => {
    const sealed = await seal("typed", "x", 60);
    for (const wrong of [
      `${sealed.slice(0, -3)}abc`,
      sealed.slice(5),
      "Fe26.2**x",
      "",
      "{}",
      undefined,
      null,
    ]) {
      expect(await open("typed", wrong, z.string()), String(wrong)).toBeUndefined();
    }
  });

  it("does not open when its time is over", async () => {
    const sealed = await seal("typed", "x", 60);
    vi.useFakeTimers({ now: Date.now() + 10 * 60_000, toFake: ["Date"] });
    expect(await open("typed", sealed, z.string())).toBeUndefined();
  });
});
