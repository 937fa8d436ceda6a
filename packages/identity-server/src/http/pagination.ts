// The three ways in which lists are paged, as Kratos does: by page number, by key ("keyset"), and the mixed way that
// takes page numbers as well as opaque offset tokens. Each answers with a `Link` header.

export interface Window {
  limit: number;
  offset: number;
}

/** `Link`, and `X-Total-Count` where the way of paging counts. */
export type PageHeaders = Record<string, string>;

interface Sizes {
  default: number;
  max: number;
}

/** Reads `page` (from 0) and `per_page`. */
export function readPage(query: URLSearchParams, sizes: Sizes = { default: 250, max: 1000 }): Window {
  const limit = clampSize(readInteger(query.get("per_page")) ?? sizes.default, sizes.max);
  return { limit, offset: Math.max(0, readInteger(query.get("page")) ?? 0) * limit };
}

/** Reads `page_token` and `page_size` when either is there, else `page` and `per_page`. */
export function readMixed(query: URLSearchParams): Window {
  if (!query.has("page_token") && !query.has("page_size")) return readPage(query);
  const limit = clampSize(readInteger(query.get("page_size")) ?? 250, 1000);
  const offset = decodeOffset(query.get("page_token") ?? "");
  return { limit, offset: Math.max(0, Math.floor(offset / limit)) * limit };
}

/** @param path of the list, such as `/admin/identities` */
export function pageHeaders(
  path: string,
  query: URLSearchParams,
  window: Window,
  total: number,
): PageHeaders {
  return numberedHeaders(window, total, (relation, limit, offset) =>
    link(path, query, relation, { per_page: limit, page: Math.trunc(offset / limit) }),
  );
}

/** @param path of the list, such as `/sessions` */
export function mixedHeaders(
  path: string,
  query: URLSearchParams,
  window: Window,
  total: number,
): PageHeaders {
  return numberedHeaders(window, total, (relation, limit, offset) =>
    link(path, query, relation, {
      page_size: limit,
      page_token: encodeOffset(offset),
      per_page: limit,
      page: Math.trunc(offset / limit),
    }),
  );
}

/** @param next the token of the next page; undefined on the last one */
export function keysetHeaders(
  path: string,
  query: URLSearchParams,
  size: number,
  tokens: { first: string; next: string | undefined },
): PageHeaders {
  const links = [link(path, query, "first", { page_size: size, page_token: tokens.first })];
  if (tokens.next !== undefined) {
    links.push(link(path, query, "next", { page_size: size, page_token: tokens.next }));
  }
  return { Link: links.join(",") };
}

/** A page size for a keyset: the default for none or less than 1, at most the maximum. */
export function keysetSize(asked: number | undefined, sizes: Sizes): number {
  return Math.min(asked === undefined || asked <= 0 ? sizes.default : asked, sizes.max);
}

export function readInteger(text: string | null): number | undefined {
  return text !== null && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

type LinkFor = (relation: string, limit: number, offset: number) => string;

/** Which neighbours a page has. With nothing to list at all it names neighbours that cannot be: so does Kratos. */
function numberedHeaders({ limit, offset }: Window, total: number, linkFor: LinkFor): PageHeaders {
  const remainder = total % limit;
  const last = remainder === 0 ? total - limit : total - remainder;
  const first = () => linkFor("first", limit, 0);
  const next = () => linkFor("next", limit, offset + limit);
  const previous = () => linkFor("prev", limit, offset - limit);
  const headers = (...links: string[]) => ({ Link: links.join(","), "X-Total-Count": String(total) });
  if (offset >= last) {
    if (total === 0) return headers(first(), next(), previous());
    if (total <= limit) return headers(linkFor("first", total, 0));
    return headers(first(), linkFor("prev", limit, last - limit));
  }
  if (offset < limit) return headers(next(), linkFor("last", limit, last));
  return headers(first(), next(), previous(), linkFor("last", limit, last));
}

function link(
  path: string,
  query: URLSearchParams,
  relation: string,
  parameters: Record<string, string | number>,
): string {
  const search = new URLSearchParams(query);
  for (const [name, value] of Object.entries(parameters)) search.set(name, String(value));
  search.sort();
  return `<${path}?${search.toString()}>; rel="${relation}"`;
}

function encodeOffset(offset: number): string {
  return Buffer.from(JSON.stringify({ offset: String(offset), v: 2 })).toString("base64url");
}

function decodeOffset(token: string): number {
  const match = /"offset":\s*"?(-?\d{1,15})"?/.exec(Buffer.from(token, "base64url").toString());
  return match?.[1] === undefined ? 0 : Number(match[1]);
}

function clampSize(size: number, max: number): number {
  return Math.max(1, Math.min(size, max));
}
