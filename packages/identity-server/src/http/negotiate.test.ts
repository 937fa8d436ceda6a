import { describe, expect, it } from "vitest";
import { isBrowserRequest, prefersJson, startsWithJson } from "./negotiate.js";

const chromium = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";
const axios = "application/json, text/plain, */*";

// What Kratos was seen to make of each.
const cases: [accept: string | undefined, start: boolean, submit: boolean, browser: boolean][] = [
  [undefined, false, false, true],
  ["*/*", false, false, true],
  ["text/html", false, false, true],
  ["application/json", true, true, false],
  [axios, true, true, false],
  [chromium, false, false, true],
  ["application/json;q=0.5, text/html;q=0.9", false, false, true],
  ["text/html;q=0.5, application/json;q=0.9", true, true, false],
  ["image/png", false, false, true],
  ["application/json;q=0", false, false, true],
];

describe("negotiation", () => {
  it.each(cases)("reads Accept %s", (accept, start, submit, browser) => {
    const headers = new Headers(accept === undefined ? {} : { accept });
    expect([startsWithJson(headers), prefersJson(headers), isBrowserRequest(headers)]).toEqual([
      start,
      submit,
      browser,
    ]);
  });

  it("answers JSON with JSON, unless a charset is named", () => {
    const submit = (type: string) => prefersJson(new Headers({ accept: "*/*", "content-type": type }));
    expect(submit("application/json")).toBe(true);
    expect(submit("application/json; charset=utf-8")).toBe(false);
    expect(startsWithJson(new Headers({ "content-type": "application/json" }))).toBe(false);
  });
});
