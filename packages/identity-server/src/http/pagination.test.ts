import { describe, expect, it } from "vitest";
import { keysetHeaders, keysetSize, mixedHeaders, pageHeaders, readMixed, readPage } from "./pagination.js";

const query = (text: string) => new URLSearchParams(text);

describe("paging by number", () => {
  it("reads page and size, with a default and a limit", () => {
    expect(readPage(query(""))).toEqual({ limit: 250, offset: 0 });
    expect(readPage(query("page=2&per_page=10"))).toEqual({ limit: 10, offset: 20 });
    expect(readPage(query("page=-1&per_page=0"))).toEqual({ limit: 1, offset: 0 });
    expect(readPage(query("per_page=5000"), { default: 250, max: 500 })).toEqual({ limit: 500, offset: 0 });
  });

  it("links the first, next, previous and last page from the middle of a list", () => {
    const headers = pageHeaders("/admin/identities", query("per_page=1&page=1"), { limit: 1, offset: 1 }, 4);
    expect(headers).toEqual({
      "X-Total-Count": "4",
      Link: [
        '</admin/identities?page=0&per_page=1>; rel="first"',
        '</admin/identities?page=2&per_page=1>; rel="next"',
        '</admin/identities?page=0&per_page=1>; rel="prev"',
        '</admin/identities?page=3&per_page=1>; rel="last"',
      ].join(","),
    });
  });

  it("links no way back from the first page and no way on from the last", () => {
    const first = pageHeaders("/x", query("a=b"), { limit: 2, offset: 0 }, 3);
    expect(first.Link).toBe('</x?a=b&page=1&per_page=2>; rel="next",</x?a=b&page=1&per_page=2>; rel="last"');
    const last = pageHeaders("/x", query(""), { limit: 2, offset: 2 }, 3);
    expect(last.Link).toBe('</x?page=0&per_page=2>; rel="first",</x?page=0&per_page=2>; rel="prev"');
  });
});

describe("mixed paging", () => {
  const token = "eyJvZmZzZXQiOiIyNTAiLCJ2IjoyfQ";

  it("prefers the token and size where either is given", () => {
    expect(readMixed(query(`page_token=${token}&page_size=250&page=7`))).toEqual({ limit: 250, offset: 250 });
    expect(readMixed(query("page=1&per_page=3"))).toEqual({ limit: 3, offset: 3 });
    expect(readMixed(query("page_token=garbage"))).toEqual({ limit: 250, offset: 0 });
  });

  it("shrinks the size to the total when all fits on one page", () => {
    expect(mixedHeaders("/schemas", query(""), { limit: 250, offset: 0 }, 1)).toEqual({
      "X-Total-Count": "1",
      Link: '</schemas?page=0&page_size=1&page_token=eyJvZmZzZXQiOiIwIiwidiI6Mn0&per_page=1>; rel="first"',
    });
  });

  it("links a next and a previous page even when there is nothing", () => {
    const headers = mixedHeaders("/s", query(""), { limit: 250, offset: 0 }, 0);
    expect(headers["X-Total-Count"]).toBe("0");
    expect(headers.Link).toBe(
      [
        '</s?page=0&page_size=250&page_token=eyJvZmZzZXQiOiIwIiwidiI6Mn0&per_page=250>; rel="first"',
        `</s?page=1&page_size=250&page_token=${token}&per_page=250>; rel="next"`,
        '</s?page=-1&page_size=250&page_token=eyJvZmZzZXQiOiItMjUwIiwidiI6Mn0&per_page=250>; rel="prev"',
      ].join(","),
    );
  });
});

describe("keyset paging", () => {
  it("links the next page only where there is one", () => {
    expect(keysetHeaders("/x", query("a=1"), 2, { first: "0", next: "7" }).Link).toBe(
      '</x?a=1&page_size=2&page_token=0>; rel="first",</x?a=1&page_size=2&page_token=7>; rel="next"',
    );
    expect(keysetHeaders("/x", query(""), 2, { first: "0", next: undefined }).Link).toBe(
      '</x?page_size=2&page_token=0>; rel="first"',
    );
  });

  it("bounds the size", () => {
    expect(keysetSize(undefined, { default: 250, max: 500 })).toBe(250);
    expect(keysetSize(0, { default: 250, max: 500 })).toBe(250);
    expect(keysetSize(1000, { default: 250, max: 500 })).toBe(500);
  });
});
