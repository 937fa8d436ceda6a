import { describe, expect, it, vi } from "vitest";
import { createQueue } from "./queue";
import type { Delivery } from "./transport";

const failed = (isFinal = false): Delivery => ({ kind: "failed", problem: "EX 451", isFinal });
const onLost = () => vi.fn<(problem: string, attempts: number) => void>();

describe("a queue of mails", () => {
  it("tries again what failed for now, and gives up after a few times", async () => {
    const answers = [failed(), { kind: "delivered" } as const];
    const lost = onLost();
    const once = createQueue({
      deliver: () => Promise.resolve(answers.shift() ?? failed()),
      pausesMs: [1, 1],
      onLost: lost,
    });
    expect(await once("a")).toBe("delivered");
    expect(lost).not.toHaveBeenCalled();
    expect(await once("b")).toBe("given-up");
    expect(lost).toHaveBeenCalledExactlyOnceWith("EX 451", 3);
  });

  it("does not try again what is refused for good", async () => {
    const deliver = vi.fn(() => Promise.resolve(failed(true)));
    const lost = onLost();
    expect(await createQueue({ deliver, onLost: lost })("a")).toBe("given-up");
    expect(deliver).toHaveBeenCalledTimes(1);
    expect(lost).toHaveBeenCalledExactlyOnceWith("EX 451", 1);
  });

  it("has so many in hand at once, the others in their order, and refuses more than may wait", async () => {
    const inHand: { item: string; done: () => void }[] = [];
    const lost = onLost();
    const put = createQueue<string>({
      deliver: (item) =>
        new Promise((resolve) => inHand.push({ item, done: () => resolve({ kind: "delivered" }) })),
      atOnce: 2,
      limit: 2,
      onLost: lost,
    });
    const fates = ["a", "b", "c", "d", "e"].map((item) => put(item));
    expect(await fates[4]).toBe("refused");
    expect(lost).toHaveBeenCalledExactlyOnceWith("too many wait", 0);
    expect(inHand.map(({ item }) => item)).toEqual(["a", "b"]);
    inHand[0]?.done();
    expect(await fates[0]).toBe("delivered");
    await expect.poll(() => inHand.map(({ item }) => item)).toEqual(["a", "b", "c"]);
    for (const index of [1, 2]) inHand[index]?.done();
    await expect.poll(() => inHand.length).toBe(4);
    inHand[3]?.done();
    expect(await Promise.all(fates.slice(0, 4))).toEqual(Array(4).fill("delivered"));
  });
});
