// Paths and methods that nothing answers to.
import type { Context as HonoContext, Env } from "hono";
import { safeHeaders } from "./headers.js";

/** Plain text, as Go's router answers; not JSON. */
export function notFoundText<E extends Env>(c: HonoContext<E>): Response {
  return c.text("404 page not found\n", 404, {
    ...safeHeaders,
    "cache-control": "private, no-cache, no-store, must-revalidate",
    vary: "Cookie",
  });
}
