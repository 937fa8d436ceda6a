/** Before a page: who asks, whether they may, the flow it shows, and the headers that protect it. */
import { type NextRequest, NextResponse } from "next/server";
import { randomBytes } from "node:crypto";
import { env } from "@/lib/env";
import { type Decision, decide } from "@/lib/middleware/decide";
import { relayCookies, withSetCookies } from "@/lib/ory/cookies";
import { OWN_HEADERS, type Visitor, visitorOf } from "@/lib/request";
import { contentSecurityPolicy } from "@/lib/security/csp";
import { expiredCookie } from "@/lib/security/own-cookie";
import { OFFERED_COOKIE, offeredCookie } from "@/lib/settings/offered";
import { forgetPlace, PLACE_COOKIE } from "@/lib/settings/section-return";
import type { SettingsSectionName } from "@/lib/settings/sections";
import { NOTICE_COOKIE, noticeCookie, openNotices, sealNotices } from "@/lib/session/notices";
import { isPublicFile, PUBLIC_FILE_CACHING } from "@/lib/static/public-files";

export const config = {
  runtime: "nodejs",
  matcher: [
    {
      // Pages only: not the handlers, the door and its addresses at the root, health, Next's own files.
      source:
        "/((?!api/|_next/|health/|self-service/|schemas(?:/|$)|sessions/whoami$|\\.well-known/|favicon\\.ico$|icons/(?:180|192|512)\\.png$|manifest\\.webmanifest$|robots\\.txt$|share\\.png$).*)",
      // Next hides this header from here on. A page that is only prefetched starts nothing, and guards itself.
      missing: [{ type: "header", key: "next-router-prefetch" }],
    },
    // The handlers' addresses where no id of theirs can be: Next answers 500 to what it can't decode.
    "/(api|self-service|schemas|\\.well-known|sessions)/(.*%(?![0-7][0-9a-fA-F]).*)",
    // Whatever else brings a header that is ours to set (OWN_HEADERS): it goes on without it.
    { source: "/:path*", has: [{ type: "header", key: "x-foyer-request-id" }] },
    { source: "/:path*", has: [{ type: "header", key: "x-foyer-nonce" }] },
    { source: "/:path*", has: [{ type: "header", key: "x-foyer-session" }] },
    { source: "/:path*", has: [{ type: "header", key: "x-foyer-notices" }] },
    { source: "/:path*", has: [{ type: "header", key: "x-foyer-here" }] },
    { source: "/:path*", has: [{ type: "header", key: "x-foyer-started" }] },
  ],
};

/** What is no page and answers for itself; the matcher above leaves the same out. */
const HANDLERS =
  /^\/(?:api\/|_next\/|health\/|self-service\/|schemas(?:\/|$)|sessions\/whoami$|\.well-known\/|favicon\.ico$|icons\/(?:180|192|512)\.png$|manifest\.webmanifest$|robots\.txt$|share\.png$)/;

export async function middleware(request: NextRequest): Promise<Response> {
  const given = withoutOwnHeaders(request.headers);
  const visitor = visitorOf(given);
  const url = new URL(request.url);
  if (isPublicFile({ method: request.method, pathname: url.pathname })) return publicFile(visitor);
  if (!isDecodable(url.pathname)) {
    return new NextResponse("There is no such address.", { status: 400, headers: commonHeaders(visitor) });
  }
  if (HANDLERS.test(url.pathname)) return NextResponse.next({ request: { headers: given } });
  const place = request.cookies.get(PLACE_COOKIE)?.value;
  const decision = await decide({ method: request.method, headers: given, url, place }, visitor, env());
  switch (decision.kind) {
    case "nothing":
      return new NextResponse(null, { status: 204, headers: commonHeaders(visitor) });
    case "redirect":
      return redirect(request, decision, visitor);
    case "page":
      return page(request, given, decision, visitor);
  }
}

/** The same for everybody: nothing of a visitor, so that it may be kept. Its policy is that of next.config.js. */
function publicFile({ origin }: Visitor): Response {
  const caching = env().isProduction ? PUBLIC_FILE_CACHING : "no-cache";
  return NextResponse.next({ headers: { ...transportHeaders(origin), "cache-control": caching } });
}

/** When a program may try again, in seconds (RFC 9110, 10.2.3): about what a restart of the service takes. */
const RETRY_AFTER_S = 10;

async function redirect(
  request: NextRequest,
  { to, notice, sections, isBackAtPlace, setCookies }: Extract<Decision, { kind: "redirect" }>,
  visitor: Visitor,
): Promise<Response> {
  const location = to.startsWith("/") ? `${visitor.origin}${to}` : to;
  const response = new NextResponse(null, { status: 303, headers: { ...commonHeaders(visitor), location } });
  relayCookies(response.headers, setCookies);
  if (notice) response.headers.append("set-cookie", await noticeCookie([notice], visitor.origin));
  if (isBackAtPlace) response.headers.append("set-cookie", forgetPlace(visitor.origin));
  noteSections(response.headers, request, sections, visitor);
  return response;
}

async function page(
  request: NextRequest,
  given: Headers,
  {
    rewriteTo,
    session,
    isStarted,
    notice,
    sections,
    status = 200,
    setCookies,
  }: Extract<Decision, { kind: "page" }>,
  visitor: Visitor,
): Promise<Response> {
  const nonce = randomBytes(18).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    isDevelopment: !env().isProduction,
    isSecure: visitor.origin.startsWith("https:"),
  });
  const keptNotices = request.cookies.get(NOTICE_COOKIE)?.value;
  const notices = [...(await openNotices(keptNotices)), ...(notice ? [notice] : [])];

  const headers = new Headers(given);
  headers.set(OWN_HEADERS.requestId, visitor.requestId);
  headers.set(OWN_HEADERS.nonce, nonce);
  headers.set(OWN_HEADERS.here, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  if (session !== undefined) headers.set(OWN_HEADERS.session, session);
  if (isStarted) headers.set(OWN_HEADERS.started, "1");
  if (notices.length > 0) headers.set(OWN_HEADERS.notices, await sealNotices(notices));
  // Next holds the origin of a server action's post against these, also where a proxy has changed the host.
  const { protocol, host } = new URL(visitor.origin);
  headers.set("x-forwarded-proto", protocol.slice(0, -1));
  headers.set("x-forwarded-host", host);
  // Next takes the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  if (setCookies.length > 0) headers.set("cookie", withSetCookies(visitor.cookie, setCookies));

  const init = { request: { headers }, status };
  const response =
    rewriteTo === undefined
      ? NextResponse.next(init)
      : NextResponse.rewrite(new URL(rewriteTo, request.url), init);
  for (const [name, value] of Object.entries(commonHeaders(visitor))) response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  if (status === 503) response.headers.set("retry-after", String(RETRY_AFTER_S));
  relayCookies(response.headers, setCookies);
  noteSections(response.headers, request, sections, visitor);
  if (keptNotices !== undefined) {
    response.headers.append("set-cookie", expiredCookie(NOTICE_COOKIE, visitor.origin));
  }
  return response;
}

function noteSections(
  headers: Headers,
  request: NextRequest,
  sections: readonly SettingsSectionName[] = [],
  { origin }: Visitor,
): void {
  const cookie = offeredCookie(sections, request.cookies.get(OFFERED_COOKIE)?.value, origin);
  if (cookie !== undefined) headers.append("set-cookie", cookie);
}

function commonHeaders({ origin, requestId }: Visitor): Record<string, string> {
  return {
    "cache-control": "private, no-store",
    "x-request-id": requestId,
    ...transportHeaders(origin),
  };
}

function transportHeaders(origin: string): Record<string, string> {
  if (!origin.startsWith("https:")) return {};
  // What else is at a subdomain is not this app's to decide.
  const scope = env().hasHttpsSubdomains ? "; includeSubDomains" : "";
  return { "strict-transport-security": `max-age=31536000${scope}` };
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** What the middleware tells the pages, nobody else may: such headers are thrown away first of all. */
function withoutOwnHeaders(given: Headers): Headers {
  const headers = new Headers(given);
  for (const name of Object.values(OWN_HEADERS)) headers.delete(name);
  return headers;
}
