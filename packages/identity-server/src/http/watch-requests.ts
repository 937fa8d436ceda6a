// Every request is counted, traced where that is configured, and, at level `info`, gets a line in the log: what was asked and what came of it, and nothing
// that is secret.
import { randomUUID } from "node:crypto";
import type { Context as HonoContext, Env, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Context } from "../context.js";

const MAX_REQUEST_ID_LENGTH = 64;

/** @param listener `public` or `admin` */
export function watchRequests(context: Context, listener: "public" | "admin"): MiddlewareHandler {
  const { disable_for_health: skipsHealth } = context.config().serve[listener].request_log;
  return async (c, next) => {
    const startedAt = performance.now();
    const endSpan = isProbe(c.req.path) ? undefined : context.tracer?.begin(c.req.header("traceparent"));
    await next();
    const ms = performance.now() - startedAt;
    const { method } = c.req;
    const { status } = c.res;
    const endpoint = endpointOf(c, listener);
    endSpan?.({ method, endpoint, status });
    if (endpoint !== undefined) context.metrics.count({ method, endpoint, status, seconds: ms / 1000 });
    if (!context.log.isLevelEnabled("info")) return;
    // The path alone: queries carry tokens and codes.
    const { path } = c.req;
    if (skipsHealth && path.startsWith("/health/")) return;
    const requestId = requestIdOf(c.req.header("x-request-id"));
    context.log.info({ listener, requestId, method, path, status, ms: Math.round(ms * 10) / 10 }, "request");
  };
}

/** Whether a machine looks after this one; a trace of that is noise. */
function isProbe(path: string): boolean {
  return /^(\/admin)?\/(health|metrics)\//.test(path);
}

/** The route that answered, as Kratos names it; undefined where there was none. */
function endpointOf<E extends Env>(c: HonoContext<E>, listener: "public" | "admin"): string | undefined {
  const route = matchedRoutes(c).findLast(({ path }) => !path.includes("*"));
  if (!route) return undefined;
  const endpoint = route.path.replaceAll(/:\w+(\{[^}]*\})?/g, "{param}");
  // Kratos leads each address of the admin port to the one with this prefix first.
  return listener === "admin" && !endpoint.startsWith("/admin/") ? `/admin${endpoint}` : endpoint;
}

function requestIdOf(given: string | undefined): string {
  const isSafe = given !== undefined && given.length <= MAX_REQUEST_ID_LENGTH && /^[\w.-]+$/.test(given);
  return isSafe ? given : randomUUID();
}
