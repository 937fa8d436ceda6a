import { describe, expect, it } from "vitest";
import type { Config } from "../config/index.js";
import { createBreachCheck, type BreachResult } from "./breaches.js";
import { createGate } from "./gate.js";
import { createPasswordService } from "./passwords.js";
import { isTooSimilar } from "./policy.js";
import { levenshtein, longestCommonSubstring } from "./similarity.js";

type Hashers = Config["hashers"];
type Policy = Config["selfservice"]["methods"]["password"]["config"];

const hashers = (algorithm: Hashers["algorithm"]) => ({
  algorithm,
  argon2: {
    memory: 1024 * 1024,
    iterations: 1,
    parallelism: 1,
    salt_length: 16,
    key_length: 32,
    expected_duration: 500,
    expected_deviation: 500,
    dedicated_memory: 1024 * 1024 * 1024,
  },
  bcrypt: { cost: 4 },
});

const policy = {
  haveibeenpwned_host: "breaches.example",
  haveibeenpwned_enabled: false,
  max_breaches: 0,
  ignore_network_errors: true,
  min_password_length: 8,
  identifier_similarity_check_enabled: true,
};

interface Setup {
  algorithm?: Hashers["algorithm"];
  policy?: Partial<Policy>;
  breaches?: BreachResult;
}

function serviceWith({ algorithm = "argon2", policy: changes = {}, breaches }: Setup = {}) {
  const config = {
    hashers: hashers(algorithm),
    selfservice: { methods: { password: { config: { ...policy, ...changes } } } },
  };
  return createPasswordService({
    // The service reads these two sections and no other.
    config: () => config as Config,
    countBreaches: async () => breaches ?? { kind: "seen", times: 0 },
  });
}

describe("hashing", () => {
  it("makes argon2id hashes with the configured parameters, each with a salt of its own", async () => {
    const service = serviceWith();
    const hash = await service.hash("correct horse");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await service.hash("correct horse")).not.toBe(hash);
    expect(await service.verify("correct horse", hash)).toBe(true);
    expect(await service.verify("correct horsf", hash)).toBe(false);
  });

  it("makes bcrypt hashes with the configured cost", async () => {
    const service = serviceWith({ algorithm: "bcrypt" });
    const hash = await service.hash("correct horse");
    expect(hash).toMatch(/^\$2b\$04\$/);
    expect(await service.verify("correct horse", hash)).toBe(true);
    expect(await service.verify("wrong horse", hash)).toBe(false);
  });

  it("takes no password that only agrees in the first 72 bytes, which are all that bcrypt sees", async () => {
    const service = serviceWith({ algorithm: "bcrypt" });
    const hash = await service.hash("x".repeat(72));
    expect(await service.verify("x".repeat(72), hash)).toBe(true);
    expect(await service.verify("x".repeat(73), hash)).toBe(false);
  });

  it("keeps a hash whose password the configured algorithm cannot take whole", async () => {
    const long = "x".repeat(73);
    const hash = await serviceWith().hash(long);
    expect(await serviceWith({ algorithm: "bcrypt" }).upgrade(long, hash)).toBeUndefined();
  });

  it("verifies hashes of the other algorithm and makes a new one", async () => {
    const hash = await serviceWith({ algorithm: "bcrypt" }).hash("correct horse");
    const service = serviceWith();
    expect(await service.verify("correct horse", hash)).toBe(true);
    expect(await service.upgrade("correct horse", hash)).toMatch(/^\$argon2id\$/);
    expect(await service.upgrade("correct horse", await service.hash("correct horse"))).toBeUndefined();
  });

  it("refuses every password for a hash that is damaged or of no known kind", async () => {
    const service = serviceWith();
    expect(await service.verify("", "$argon2id$v=19$m=1024")).toBe(false);
    expect(await service.verify("plain", "plain")).toBe(false);
    expect(service.understands("plain")).toBe(false);
  });
});

describe("the policy", () => {
  const password = "nunuwzhzg!8";

  it("counts the length in bytes", async () => {
    const service = serviceWith();
    expect(await service.checkPolicy("1234567", [])).toMatchObject({
      id: 4000032,
      context: { min_length: 8, actual_length: 7 },
    });
    expect(await service.checkPolicy("äöüß", [])).toBeUndefined();
  });

  it("knows bcrypt's limit", async () => {
    const service = serviceWith({ algorithm: "bcrypt" });
    expect(await service.checkPolicy("é".repeat(37), [])).toMatchObject({
      id: 4000033,
      context: { max_length: 72, actual_length: 74 },
    });
  });

  it("refuses what resembles any of the identifiers, unless that check is off", async () => {
    const identifiers = ["somebody", "ada@example.com"];
    expect(await serviceWith().checkPolicy("Ada@Example.com1", identifiers)).toMatchObject({ id: 4000031 });
    const relaxed = serviceWith({ policy: { identifier_similarity_check_enabled: false } });
    expect(await relaxed.checkPolicy("Ada@Example.com1", identifiers)).toBeUndefined();
  });

  it("refuses what was seen in breaches more often than allowed", async () => {
    const breaches: BreachResult = { kind: "seen", times: 3 };
    const strict = serviceWith({ policy: { haveibeenpwned_enabled: true }, breaches });
    expect(await strict.checkPolicy(password, [])).toMatchObject({ id: 4000034, context: { breaches: 3 } });
    const lax = serviceWith({ policy: { haveibeenpwned_enabled: true, max_breaches: 3 }, breaches });
    expect(await lax.checkPolicy(password, [])).toBeUndefined();
  });

  it("goes on without the breach check when its service is down, unless told not to", async () => {
    const breaches: BreachResult = { kind: "unavailable", reason: "no route" };
    const enabled = { haveibeenpwned_enabled: true };
    expect(await serviceWith({ policy: enabled, breaches }).checkPolicy(password, [])).toBeUndefined();
    const strict = serviceWith({ policy: { ...enabled, ignore_network_errors: false }, breaches });
    await expect(strict.checkPolicy(password, [])).rejects.toMatchObject({ code: 502 });
  });
});

describe("similarity", () => {
  it("measures edits and shared runs", () => {
    expect(levenshtein("kitten", "sitting")).toBe(3);
    expect(levenshtein("", "abc")).toBe(3);
    expect(longestCommonSubstring("password123", "my-password")).toBe(8);
    expect(longestCommonSubstring("abc", "")).toBe(0);
  });

  it("draws the line at five edits and at half of the password", () => {
    expect(isTooSimilar("abcdefgh", "abcdwxyz")).toBe(true);
    expect(isTooSimilar("abcdefgh1234", "abcdefzzzzzzzzzz")).toBe(false);
    expect(isTooSimilar("abcdefgh1234", "abcdefghzzzzzzzz")).toBe(true);
    expect(isTooSimilar("abcdefgh", "")).toBe(false);
  });
});

describe("the breach check", () => {
  // SHA-1 of "password" is 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8.
  const line = "1E4C9B93F3F0682250B6CF8331B7EE68FD8:1,234";

  function checkWith(answer: () => Promise<Response>) {
    const asked: string[] = [];
    let now = 0;
    const check = createBreachCheck({
      now: () => now,
      fetch: async (url) => {
        asked.push(url instanceof Request ? url.url : url.toString());
        return answer();
      },
    });
    return {
      check: () => check("password", "breaches.example"),
      asked,
      wait: (ms: number) => {
        now += ms;
      },
    };
  }

  it("sends the first five characters of the hash and nothing else", async () => {
    const { check, asked } = checkWith(async () => new Response(`000:5\r\n${line}\r\n`));
    expect(await check()).toEqual({ kind: "seen", times: 1234 });
    expect(asked).toEqual(["https://breaches.example/range/5BAA6"]);
  });

  it("takes a line without a count for one", async () => {
    const { check } = checkWith(async () => new Response("1E4C9B93F3F0682250B6CF8331B7EE68FD8"));
    expect(await check()).toEqual({ kind: "seen", times: 1 });
  });

  it("remembers an answer for an hour", async () => {
    const { check, asked, wait } = checkWith(async () => new Response(line));
    await check();
    wait(59 * 60 * 1000);
    await check();
    expect(asked).toHaveLength(1);
    wait(60 * 1000);
    await check();
    expect(asked).toHaveLength(2);
  });

  it("says so when the service fails, and asks again the next time", async () => {
    const { check, asked } = checkWith(async () => new Response("", { status: 503 }));
    expect(await check()).toEqual({ kind: "unavailable", reason: "breaches.example answered 503" });
    await check();
    expect(asked).toHaveLength(2);
  });
});

describe("the gate", () => {
  it("runs no more at once than there are places, in the order of arrival", async () => {
    const atOnce = createGate({ places: () => 2 });
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const results = [0, 1, 2, 3].map((index) =>
      atOnce(async () => {
        started.push(index);
        await new Promise<void>((resolve) => finish.push(resolve));
        return index;
      }),
    );
    await Promise.resolve();
    expect(started).toEqual([0, 1]);
    finish[1]?.();
    expect(await results[1]).toBe(1);
    expect(started).toEqual([0, 1, 2]);
    finish[0]?.();
    finish[2]?.();
    await Promise.all([results[0], results[2]]);
    finish[3]?.();
    expect(await results[3]).toBe(3);
  });

  it("frees the place of work that failed", async () => {
    const atOnce = createGate({ places: () => 1 });
    await expect(atOnce(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await atOnce(async () => "next")).toBe("next");
  });

  it("turns away what would wait behind too many", async () => {
    const atOnce = createGate({ places: () => 1, maxWaiting: 1 });
    let finish = () => {};
    const end = new Promise<void>((resolve) => (finish = resolve));
    const first = atOnce(() => end);
    const second = atOnce(async () => "second");
    await expect(atOnce(async () => "third")).rejects.toMatchObject({ code: 503 });
    finish();
    await first;
    expect(await second).toBe("second");
    expect(await atOnce(async () => "later")).toBe("later");
  });

  it("does not begin what nobody waits for any longer", async () => {
    let now = 0;
    const atOnce = createGate({ places: () => 1, maxWaitMs: 100, now: () => now });
    let finish = () => {};
    const end = new Promise<void>((resolve) => (finish = resolve));
    const first = atOnce(() => end);
    let isBegun = false;
    const late = atOnce(async () => {
      isBegun = true;
    });
    now = 50;
    const inTime = atOnce(async () => "in time");
    now = 101;
    finish();
    await first;
    await expect(late).rejects.toMatchObject({ code: 503, details: { retry_after: 10 } });
    expect(isBegun).toBe(false);
    expect(await inTime).toBe("in time");
  });
});
