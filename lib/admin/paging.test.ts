import { AxiosHeaders, type AxiosResponse } from "axios";
import { expect, it } from "vitest";
import { countOf, lengthOf, pagingOf } from "./paging";

const answer = (headers: Record<string, string>): AxiosResponse<unknown> => ({
  data: undefined,
  status: 200,
  statusText: "",
  headers,
  config: { headers: new AxiosHeaders() },
});

it("finds the next page in the Link header, whatever else stands there", () => {
  const link =
    '</admin/identities?page_size=50&page_token=000>; rel="first",</admin/identities?page_size=50&page_token=abc%3D>; rel="next"';
  expect(pagingOf(answer({ link, "x-total-count": "120" }))).toEqual({ next: "abc=", total: 120 });
});

it("finds none on the last page", () => {
  expect(pagingOf(answer({ link: '</admin/identities?page_token=000>; rel="first"' }))).toEqual({
    next: undefined,
    total: undefined,
  });
  expect(pagingOf(answer({}))).toEqual({ next: undefined, total: undefined });
});

it("counts by the total, or by the page and whether another follows", () => {
  const more = '</admin/sessions?page_token=abc>; rel="next"';
  expect(countOf(answer({ "x-total-count": "9", link: more }), 1)).toEqual({ count: 9, isPartial: false });
  expect(countOf(answer({ link: more }), 250)).toEqual({ count: 250, isPartial: true });
  expect(countOf(answer({}), 3)).toEqual({ count: 3, isPartial: false });
  expect(lengthOf("[1,2,3]")).toBe(3);
  expect(lengthOf('{"error":{}}')).toBe(0);
});
