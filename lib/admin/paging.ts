/** Where a listing of the admin API goes on. */
import type { AxiosResponse } from "axios";

export interface Listing<T> {
  items: T[];
  /** The token of the next page; undefined on the last. */
  next: string | undefined;
  /** How many there are in all, where the service says so. */
  total: number | undefined;
}

type Head = Pick<Listing<unknown>, "next" | "total">;

/** @see https://www.rfc-editor.org/rfc/rfc8288 for the Link header */
export function pagingOf({ headers }: AxiosResponse<unknown>): Head {
  const link = [headers["link"]].flat().join(",");
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link)?.[1];
  const token =
    target === undefined
      ? undefined
      : new URL(target, "http://service.invalid").searchParams.get("page_token");
  const total = Number(headers["x-total-count"] ?? NaN);
  return { next: token ?? undefined, total: Number.isNaN(total) ? undefined : total };
}

/** How many there are, as far as one answer tells. */
export interface Count {
  count: number;
  /** There are more than these. */
  isPartial: boolean;
}

/** The size of a page that is asked for to be counted. */
export const COUNTED = 250;

/** The length of a listing whose body has not been parsed yet. */
export function lengthOf(body: unknown): number {
  const items: unknown = typeof body === "string" ? JSON.parse(body) : body;
  return Array.isArray(items) ? items.length : 0;
}

/** The total where the service says it; else the length of the page, and whether another follows. */
export function countOf(answer: AxiosResponse<unknown>, length: number): Count {
  const { next, total } = pagingOf(answer);
  return total === undefined
    ? { count: length, isPartial: next !== undefined }
    : { count: total, isPartial: false };
}
