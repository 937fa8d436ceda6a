// Cross-origin requests to the public API, where the configuration allows them (serve.public.cors).
import type { Context as HonoContext, MiddlewareHandler, Next } from "hono";
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";

type CorsSettings = Config["serve"]["public"]["cors"];

/** @see https://fetch.spec.whatwg.org/#http-cors-protocol */
export function cors(context: Context): MiddlewareHandler {
  return (c, next) => {
    const settings = context.config().serve.public.cors;
    return settings.enabled ? answerAcross(settings, c, next) : next();
  };
}

async function answerAcross(settings: CorsSettings, c: HonoContext, next: Next): Promise<void> {
  const origin = c.req.header("origin");
  const method = c.req.header("access-control-request-method");
  if (origin !== undefined && c.req.method === "OPTIONS" && method !== undefined) {
    const wanted = (c.req.header("access-control-request-headers") ?? "").toLowerCase();
    c.res = new Response(null, {
      status: 204,
      headers: preflightHeaders(settings, origin, method, wanted),
    });
    return;
  }
  await next();
  if (origin === undefined || !isAllowed(origin, settings.allowed_origins)) return;
  for (const [name, value] of Object.entries(originHeaders(settings, origin))) c.res.headers.set(name, value);
  c.res.headers.set("access-control-expose-headers", settings.exposed_headers.join(", "));
}

/** An entry may have one `*` in it. */
function isAllowed(origin: string, allowed: string[]): boolean {
  return allowed.some((entry) => {
    const [start = "", end] = entry.toLowerCase().split("*");
    const text = origin.toLowerCase();
    if (end === undefined) return text === start;
    return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
  });
}

/**
 * Where everybody is allowed nobody is named: browsers then hand no answer over that was asked for with cookies, whatever
 * `allow_credentials` says.
 */
function originHeaders(settings: CorsSettings, origin: string): Record<string, string> {
  return {
    "access-control-allow-origin": settings.allowed_origins.includes("*") ? "*" : origin,
    ...(settings.allow_credentials && { "access-control-allow-credentials": "true" }),
  };
}

/** @param wanted the headers that the request will have, in lower case, comma separated */
function preflightHeaders(
  settings: CorsSettings,
  origin: string,
  method: string,
  wanted: string,
): Record<string, string> {
  const vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
  const headers = wanted.split(",").map((name) => name.trim());
  const allowed = ["", ...settings.allowed_headers.map((name) => name.toLowerCase())];
  const isTaken =
    isAllowed(origin, settings.allowed_origins) &&
    settings.allowed_methods.includes(method.toUpperCase()) &&
    headers.every((name) => allowed.includes(name));
  if (!isTaken) return { vary };
  return {
    ...originHeaders(settings, origin),
    vary,
    "access-control-allow-methods": method.toUpperCase(),
    ...(wanted !== "" && { "access-control-allow-headers": headers.join(", ") }),
    ...(settings.max_age > 0 && { "access-control-max-age": String(settings.max_age) }),
  };
}
