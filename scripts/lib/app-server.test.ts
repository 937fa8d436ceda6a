import { describe, expect, it } from "vitest";
import { listenAs, reachedAt } from "./app-server.mjs";

describe("where the app listens", () => {
  it("is a name to Next where it is this machine's own number, looked up as that number", () => {
    expect(listenAs("127.0.0.1")).toEqual({
      hostname: "localhost",
      nodeOptions: "--dns-result-order=ipv4first",
    });
  });

  it("is what was asked for elsewhere", () => {
    for (const hostname of [undefined, "0.0.0.0", "localhost", "192.168.1.5", "::1"]) {
      expect(listenAs(hostname)).toEqual({ hostname });
    }
  });

  it("is where it is waited for", () => {
    expect(reachedAt(undefined, 3000)).toBe("http://localhost:3000");
    expect(reachedAt("0.0.0.0", 3000)).toBe("http://localhost:3000");
    expect(reachedAt("192.168.1.5", 80)).toBe("http://192.168.1.5:80");
    expect(reachedAt("::1", 3000)).toBe("http://[::1]:3000");
  });
});
