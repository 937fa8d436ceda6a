import { describe, expect, it } from "vitest";
import { clientInfo } from "./client.js";

const addressOf = (headers: Record<string, string>, peer?: string) =>
  clientInfo(new Headers(headers), peer).ipAddress;

describe("the client's address", () => {
  it("is the other end of the connection", () => {
    expect(addressOf({}, "203.0.113.9")).toBe("203.0.113.9");
  });

  it("is what a proxy nearby says", () => {
    expect(addressOf({ "x-forwarded-for": "198.51.100.7" }, "127.0.0.1")).toBe("198.51.100.7");
    expect(addressOf({ "x-real-ip": "198.51.100.7" }, "::ffff:10.0.0.5")).toBe("198.51.100.7");
    expect(addressOf({ "true-client-ip": "2001:db8::1", "x-real-ip": "198.51.100.7" }, "::1")).toBe(
      "2001:db8::1",
    );
  });

  it("is the last public one of a chain: what stands before it may be made up", () => {
    const chain = { "x-forwarded-for": "192.0.2.1, 198.51.100.7, 10.0.0.4" };
    expect(addressOf(chain, "127.0.0.1")).toBe("198.51.100.7");
  });

  it("is not what somebody far away says of themselves", () => {
    expect(addressOf({ "x-forwarded-for": "198.51.100.7" }, "203.0.113.9")).toBe("203.0.113.9");
  });

  it("is not what is no address", () => {
    expect(addressOf({ "x-forwarded-for": "<script>" }, "127.0.0.1")).toBe("127.0.0.1");
  });
});
