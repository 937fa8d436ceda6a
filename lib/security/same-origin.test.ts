import { describe, expect, it, vi } from "vitest";

vi.stubEnv("APP_URL", "https://app.example");
const { isFromElsewhere, isFromOwnPage } = await import("./same-origin");

/** [what it is, its headers, from an own page, from elsewhere] */
const CASES: [string, Record<string, string>, boolean, boolean][] = [
  ["an own form", { origin: "https://app.example", "sec-fetch-site": "same-origin" }, true, false],
  ["an own form of an older browser", { origin: "https://app.example" }, true, false],
  ["a form without Origin but with metadata", { "sec-fetch-site": "same-origin" }, true, false],
  ["a form with a Referer alone", { referer: "https://app.example/login" }, true, false],
  ["another origin", { origin: "https://other.example" }, false, true],
  ["another scheme", { origin: "http://app.example" }, false, true],
  ["another port", { origin: "https://app.example:444" }, false, true],
  ["a look-alike", { origin: "https://app.example.other.example" }, false, true],
  ["a sandboxed frame", { origin: "null" }, false, true],
  ["a sister site", { origin: "https://app.example", "sec-fetch-site": "same-site" }, false, true],
  ["another site without Origin", { "sec-fetch-site": "cross-site" }, false, true],
  ["an address bar", { "sec-fetch-site": "none" }, false, true],
  ["a Referer from elsewhere", { referer: "https://other.example/" }, false, true],
  ["a native client", {}, false, false],
  [
    "a host header of the visitor's own",
    { origin: "https://evil.example", host: "evil.example" },
    false,
    true,
  ],
];

describe("a request", () => {
  for (const [name, headers, isOwn, isElsewhere] of CASES) {
    it(`of ${name} is ${isOwn ? "" : "not "}from an own page, ${isElsewhere ? "" : "not "}from elsewhere`, () => {
      expect(isFromOwnPage(new Headers(headers))).toBe(isOwn);
      expect(isFromElsewhere(new Headers(headers))).toBe(isElsewhere);
    });
  }
});
