// Paths and methods that no route answers to.
import type { Hono } from "hono";

/** What to say, apart from the headers that every answer has. */
export interface Unmatched {
  status: 307 | 400 | 404 | 405;
  headers: Record<string, string>;
  body: string;
}

/** A route as Hono lists it; `:name` stands for one segment. */
type Route = Pick<Hono["routes"][number], "method" | "path">;

/**
 * Plain text, as Go's router answers, and not JSON.
 *
 * @param routes all routes of the app
 */
export function describeUnmatched(routes: readonly Route[]): (method: string, url: string) => Unmatched {
  const known = routes
    .filter(({ method, path }) => method !== "ALL" && !path.includes("*"))
    .map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`) }));
  return (method, url) => {
    const path = new URL(url).pathname;
    if (/%(?![0-9a-f]{2})/i.test(path)) return plain(400, "400 Bad Request");
    const cleaned = path.replaceAll(/\/{2,}/g, "/");
    if (cleaned !== path) {
      return { status: 307, headers: { location: cleaned + new URL(url).search }, body: "" };
    }
    const allowed = new Set(known.filter(({ pattern }) => pattern.test(path)).map((route) => route.method));
    if (allowed.size === 0 || allowed.has(method)) return plain(404, "404 page not found\n");
    if (allowed.has("GET")) allowed.add("HEAD");
    return {
      ...plain(405, "Method Not Allowed\n"),
      headers: { ...text, allow: [...allowed].sort().join(", ") },
    };
  };
}

const text = { "content-type": "text/plain; charset=utf-8" };

function plain(status: Unmatched["status"], body: string): Unmatched {
  return { status, headers: text, body };
}
