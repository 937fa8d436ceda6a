import { describe, expect, it, vi } from "vitest";
import type { Fields } from "@/lib/forms/fields";
import type { Visitor } from "@/lib/request";
import type { FlowKind } from "@/lib/ory/flow-kind";
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
      const fields: Fields = [["identifier", identifier]];
      return tooManyPosts({ kind: "login", flowId: undefined, fields }, visitor({ address })) !== undefined;
    };
  }
  const visitor = ({ cookie = "", address }: { cookie?: string; address?: string | undefined }): Visitor => ({
    cookie,
    origin: "http://a",
    requestId: "r",
    userAgent: "",
    acceptLanguage: undefined,
    address,
  });
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

  it("are counted by the network of an IPv6 address: one machine has all of it", async () => {
    const isLimited = await limiter("2");
    let host = 0;
    expect(times(2, () => isLimited("ada@people.example", `2001:db8:7:8::${++host}`))).toBe(0);
    expect(isLimited("ada@people.example", "2001:DB8:7:8:ffff::1")).toBe(true);
    expect(isLimited("ada@people.example", "2001:db8:7:9::1")).toBe(false);
  });

  /** Whether any of ten posts is refused, where two may be made. */
  async function isStopped(post: (n: number) => { fields: Fields; kind?: FlowKind; cookie?: string }) {
    await limiter("2");
    const { tooManyPosts } = await import("./rate-limit");
    return Array.from({ length: 10 }, (_, n) => post(n)).some(
      ({ fields, kind = "login", cookie = "" }, n) =>
        tooManyPosts({ kind, flowId: `flow-${n}`, fields }, visitor({ cookie })) !== undefined,
    );
  }

  it("are counted by each name that the service has for the account, however often it comes", async () => {
    const junk = (n: number) => `csrf_token_1=c; ory_x=${n}`;
    const named: ((n: number) => Fields)[] = [
      () => [["password_identifier", "ada"]],
      (n) => [
        ["identifier", "ada"],
        ["identifier", `nobody-${n}`],
      ],
      (n) => [
        ["method", "password"],
        ["method", "totp"],
        ["identifier", `nobody-${n}`],
        ["password_identifier", "ada"],
      ],
      (n) => ["ada", "b", "c", "d"].map((name) => ["identifier", `${name}-${n}`]),
    ];
    for (const fields of named)
      expect(await isStopped((n) => ({ fields: fields(n), cookie: junk(n) }))).toBe(true);
  });

  it("of a second step are counted by the session, whatever else is in the form and in the cookies", async () => {
    const isSecond = (n: number): Fields => [
      ["method", "totp"],
      ["totp_code", String(n)],
      ["identifier", `nobody-${n}`],
    ];
    const cookie = (n: number) => `ory_x=${n}; ory_kratos_session=s`;
    expect(await isStopped((n) => ({ fields: isSecond(n), cookie: cookie(n) }))).toBe(true);
    expect(await isStopped((n) => ({ fields: isSecond(n), cookie: `ory_kratos_session=${n}` }))).toBe(false);
    expect(await isStopped((n) => ({ kind: "settings", fields: [], cookie: cookie(n) }))).toBe(true);
  });

  it("in one flow are counted together", async () => {
    await limiter("2");
    const { tooManyPosts } = await import("./rate-limit");
    const recover = (n: number) =>
      tooManyPosts(
        {
          kind: "recovery",
          flowId: "f",
          fields: [
            ["code", String(n)],
            ["email", `${n}@people.example`],
          ],
        },
        visitor({ cookie: `ory_x=${n}` }),
      );
    expect([recover(1), recover(2)]).toEqual([undefined, undefined]);
    expect(recover(3)).toBeGreaterThan(0);
  });

  it("are not limited when it is off", async () => {
    const isLimited = await limiter("off");
    expect(times(500, () => isLimited("ada@people.example", "1.1.1.1"))).toBe(0);
  });
});
