// One line for each request: what was asked and what came of it, and nothing that is secret.
import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Context } from "../context.js";

const MAX_REQUEST_ID_LENGTH = 64;

/** @param listener `public` or `admin` */
export function requestLog(context: Context, listener: "public" | "admin"): MiddlewareHandler {
  const { disable_for_health: skipsHealth } = context.config().serve[listener].request_log;
  return async (c, next) => {
    if (!context.log.isLevelEnabled("info")) return next();
    const startedAt = performance.now();
    await next();
    // The path alone: queries carry tokens and codes.
    const { path } = c.req;
    if (skipsHealth && path.startsWith("/health/")) return undefined;
    context.log.info(
      {
        listener,
        requestId: requestIdOf(c.req.header("x-request-id")),
        method: c.req.method,
        path,
        status: c.res.status,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
      },
      "request",
    );
    return undefined;
  };
}

function requestIdOf(given: string | undefined): string {
  const isSafe = given !== undefined && given.length <= MAX_REQUEST_ID_LENGTH && /^[\w.-]+$/.test(given);
  return isSafe ? given : randomUUID();
}
