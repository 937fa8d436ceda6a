import { describe, expect, it } from "vitest";
import { createLimits } from "./limits.js";

function limitsAt(start = 0) {
  let now = start;
  const limits = createLimits({ now: () => now, isOff: false });
  return { limits, wait: (ms: number) => (now += ms) };
}

const name = "mail-address";

describe("a limit", () => {
  it("refuses once it is used up, and says for how long", () => {
    const { limits, wait } = limitsAt();
    for (let count = 0; count < 10; count += 1) {
      limits.assert(name, "ada@foyer.example");
      limits.count(name, "ada@foyer.example");
    }
    wait(59 * 60_000);
    expect(() => limits.assert(name, "ada@foyer.example")).toThrow(
      expect.objectContaining({ code: 429, details: { retry_after: 60 } }),
    );
    expect(() => limits.assert(name, "bob@foyer.example")).not.toThrow();
    wait(60_000);
    expect(() => limits.assert(name, "ada@foyer.example")).not.toThrow();
  });

  it("forgets what turned out right", () => {
    const { limits } = limitsAt();
    for (let count = 0; count < 10; count += 1) limits.count(name, "ada@foyer.example");
    limits.uncount(name, "ada@foyer.example");
    expect(() => limits.assert(name, "ada@foyer.example")).not.toThrow();
    limits.count(name, "ada@foyer.example");
    expect(() => limits.assert(name, "ada@foyer.example")).toThrow();
    limits.reset(name, "ada@foyer.example");
    expect(() => limits.assert(name, "ada@foyer.example")).not.toThrow();
  });

  it("does not count everybody behind a silent proxy as one client", () => {
    const { limits } = limitsAt();
    for (const address of ["127.0.0.1", "::ffff:127.0.0.1", "::1", ""]) {
      for (let count = 0; count < 1000; count += 1) limits.count("password-client", address);
      expect(() => limits.assert("password-client", address)).not.toThrow();
    }
  });

  it("tells long identifiers apart, and knows each again", () => {
    const { limits } = limitsAt();
    const long = "a".repeat(1_000_000);
    for (let count = 0; count < 10; count += 1) limits.count(name, `${long}1`);
    expect(() => limits.assert(name, `${long}1`)).toThrow();
    expect(() => limits.assert(name, `${long}2`)).not.toThrow();
  });

  it("can be switched off", () => {
    const limits = createLimits({ now: () => 0, isOff: true });
    for (let count = 0; count < 1000; count += 1) limits.count(name, "ada@foyer.example");
    expect(() => limits.assert(name, "ada@foyer.example")).not.toThrow();
  });
});
