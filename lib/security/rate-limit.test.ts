import { describe, expect, it, vi } from "vitest";
import type { Fields } from "@/lib/forms/fields";
import type { Visitor } from "@/lib/request";
import { createCounter } from "./rate-limit";

describe("a counter", () => {
  it("counts up to the limit, says how long to wait, and starts anew after the window", () => {
    let time = 0;
    const counter = createCounter(60_000, 10, () => time);
    expect([counter.count("a", 2), counter.count("a", 2)]).toEqual([undefined, undefined]);
    time = 15_000;
    expect(counter.count("a", 2)).toBe(45);
    expect(counter.count("b", 2)).toBeUndefined();
    time = 60_000;
    expect(counter.count("a", 2)).toBeUndefined();
  });

  it("remembers no more keys than it may, the newest", () => {
    const counter = createCounter(60_000, 2, () => 0);
    for (const key of ["a", "b", "c"]) counter.count(key, 1);
    expect(counter.size).toBe(2);
    expect(counter.count("a", 1)).toBeUndefined();
    expect(counter.count("c", 1)).toBeGreaterThan(0);
  });
});

describe("posts", () => {
  async function limiter(rateLimit: string) {
    vi.resetModules();
    vi.stubEnv("RATE_LIMIT", rateLimit);
    const { tooManyPosts } = await import("./rate-limit");
    return (identifier: string, address?: string) => {
      const visitor: Visitor = { cookie: "", origin: "http://a", requestId: "r", userAgent: "", address };
      const fields: Fields = [["identifier", identifier]];
      return tooManyPosts("login", fields, visitor) !== undefined;
    };
  }
  const times = (count: number, act: () => boolean) =>
    Array.from({ length: count }, act).filter(Boolean).length;

  it("are limited for one address at one account", async () => {
    const isLimited = await limiter("3");
    expect(times(3, () => isLimited("ada@people.example", "1.1.1.1"))).toBe(0);
    expect(isLimited(" ADA@people.example ", "1.1.1.1")).toBe(true);
    expect(isLimited("ada@people.example", "2.2.2.2")).toBe(false);
    expect(isLimited("grace@people.example", "1.1.1.1")).toBe(false);
  });

  it("are limited for one account where nobody knows the address", async () => {
    const isLimited = await limiter("3");
    expect(times(3, () => isLimited("ada@people.example"))).toBe(0);
    expect(isLimited("ada@people.example")).toBe(true);
    expect(isLimited("grace@people.example")).toBe(false);
  });

  it("are limited for one account from many addresses", async () => {
    const isLimited = await limiter("2");
    let address = 0;
    expect(times(20, () => isLimited("ada@people.example", `1.1.1.${address++}`))).toBe(0);
    expect(isLimited("ada@people.example", "9.9.9.9")).toBe(true);
  });

  it("are limited for one address at many accounts", async () => {
    const isLimited = await limiter("2");
    let person = 0;
    expect(times(20, () => isLimited(`p${person++}@people.example`, "1.1.1.1"))).toBe(0);
    expect(isLimited("new@people.example", "1.1.1.1")).toBe(true);
  });

  it("are not limited when it is off", async () => {
    const isLimited = await limiter("off");
    expect(times(500, () => isLimited("ada@people.example", "1.1.1.1"))).toBe(0);
  });
});
