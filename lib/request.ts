/** What the app knows of the request it answers, and the headers in which the middleware tells the pages. */
import { randomUUID } from "node:crypto";
import { env } from "@/lib/env";
import { safeReturnTo } from "@/lib/return-to";

/** Headers that only the middleware sets: what a visitor sends under these names is thrown away. */
export const OWN_HEADERS = {
  requestId: "x-foyer-request-id",
  nonce: "x-foyer-nonce",
  session: "x-foyer-session",
  notices: "x-foyer-notices",
  /** The path and query that were asked for, before any rewrite. */
  here: "x-foyer-here",
  /** Present where the middleware has just started the page's flow. */
  started: "x-foyer-started",
} as const;

/** The visitor on whose behalf the service is asked. */
export interface Visitor {
  /** The whole Cookie header; only the service's own cookies of it are handed on. */
  cookie: string;
  /** This app's origin as the visitor sees it. */
  origin: string;
  requestId: string;
  userAgent: string | undefined;
  /** The Accept-Language header. */
  acceptLanguage: string | undefined;
  /** Known only behind a proxy that may be believed. */
  address: string | undefined;
}

export function visitorOf(headers: Headers): Visitor {
  return {
    cookie: headers.get("cookie") ?? "",
    origin: requestOrigin(headers),
    requestId: requestIdOf(headers),
    userAgent: headers.get("user-agent") ?? undefined,
    acceptLanguage: headers.get("accept-language") ?? undefined,
    address: clientAddress(headers),
  };
}

/** The origin that the visitor uses: APP_URL where it is set, else what the request says, forwarded headers only from trusted proxies. */
export function requestOrigin(headers: Headers): string {
  const { appOrigin, trustedProxies } = env();
  if (appOrigin !== undefined) return appOrigin;
  const forwarded = (name: string) =>
    trustedProxies > 0 ? headers.get(name)?.split(",")[0]?.trim() : undefined;
  const host = forwarded("x-forwarded-host") || headers.get("host") || "localhost";
  const protocol = forwarded("x-forwarded-proto") === "https" ? "https" : "http";
  const origin = `${protocol}://${host}`;
  return URL.canParse(origin) ? new URL(origin).origin : `${protocol}://localhost`;
}

/**
 * The id under which this request is logged: the middleware's, else a trusted proxy's, else a new one.
 */
export function requestIdOf(headers: Headers): string {
  const given =
    headers.get(OWN_HEADERS.requestId) ?? (env().trustedProxies > 0 ? headers.get("x-request-id") : null);
  return given !== null && isRequestId(given) ? given : randomUUID();
}

export function isRequestId(text: string): boolean {
  return /^[\w-]{8,64}$/.test(text);
}

/** The entry that the outermost trusted proxy added: everything left of it is hearsay. */
function clientAddress(headers: Headers): string | undefined {
  const { trustedProxies } = env();
  if (trustedProxies === 0) return undefined;
  const hops =
    headers
      .get("x-forwarded-for")
      ?.split(",")
      .map((hop) => hop.trim()) ?? [];
  return hops.at(-trustedProxies) ?? hops[0];
}

/** The path and query that the visitor asked for, as the middleware noted them. */
export function hereOf(headers: Headers, fallback: string): string {
  // Where the middleware did not run, the header is the visitor's own.
  return safeReturnTo(headers.get(OWN_HEADERS.here), fallback);
}

/** A prefetch asks for a page that nobody may ever look at: it must have no effect. */
export function isPrefetch(headers: Headers): boolean {
  return ["sec-purpose", "purpose", "x-purpose", "x-moz"].some((name) =>
    /prefetch|prerender/i.test(headers.get(name) ?? ""),
  );
}
