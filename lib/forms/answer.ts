/** How a form target answers: with a redirect for a form, with its address for a script, with a short page where it refuses. */
import { type Destination, hrefOf } from "@/lib/ory/destination";
import { relayCookies } from "@/lib/ory/cookies";
import { languages } from "@/lib/i18n/languages";
import { localeOf } from "@/lib/i18n/negotiate";
import { translator } from "@/lib/i18n/translator";
import { log } from "@/lib/log";
import { type Visitor, visitorOf } from "@/lib/request";
import { seal } from "@/lib/security/seal";
import { type NoticeId, noticeCookie } from "@/lib/session/notices";

export interface Going {
  to: Destination;
  /** The service's, as they came. */
  setCookies?: readonly string[];
  /** Our own, ready to be set. */
  ownCookies?: readonly (string | undefined)[];
  notice?: NoticeId | undefined;
}

/** Post, redirect, get: the browser ends on an address that can be reloaded. */
export async function goTo(
  request: Request,
  visitor: Visitor,
  { to, setCookies = [], ownCookies = [], notice }: Going,
): Promise<Response> {
  const headers = new Headers({ "cache-control": "no-store" });
  relayCookies(headers, setCookies);
  for (const cookie of ownCookies) if (cookie !== undefined) headers.append("set-cookie", cookie);
  if (notice) headers.append("set-cookie", await noticeCookie([notice], visitor.origin));
  if (wantsJson(request.headers)) {
    return Response.json({ redirect_to: hrefOf(to) }, { headers });
  }
  headers.set("location", to.kind === "own" ? to.path : await continueHref(to.href));
  return new Response(null, { status: 303, headers });
}

/** Read in the browser's address bar for a moment only. */
const CONTINUE_SECONDS = 120;

/**
 * The way to another origin after a form post: by a page of ours, since Chromium holds redirects after a post to
 * `form-action`. The target is sealed, so that the page leads nowhere that the service did not name.
 */
export async function continueHref(href: string): Promise<string> {
  return `/continue?to=${encodeURIComponent(await seal("continue", href, CONTINUE_SECONDS))}`;
}

export type RefusalStatus = 400 | 403 | 404 | 413 | 415 | 429;

/** A refusal that no page of a flow can show, as the request is not to be trusted or not to be answered again. */
export function refuse(
  request: Request,
  status: RefusalStatus,
  headers: Record<string, string> = {},
): Response {
  const locale = localeOf(request.headers);
  const t = translator(locale, "refusals");
  const [title, lead] = [t(`${status}.title`), t(`${status}.lead`)];
  const { requestId, origin } = visitorOf(request.headers);
  // A wrong APP_URL refuses every form; whoever looks for the reason finds both addresses here.
  const from = request.headers.get("origin");
  log().info({ requestId, status, from, ...(status === 403 && { appUrl: origin }) }, "a form was refused");
  const common = { "cache-control": "no-store", ...headers };
  if (wantsJson(request.headers)) {
    return Response.json(
      { error: { code: status, message: title, reason: lead } },
      { status, headers: common },
    );
  }
  const html = `<!doctype html><html lang="${locale}" dir="${languages[locale].dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><main><h1>${title}</h1><p>${lead}</p><p><a href="/">${t("toStart")}</a></p></main></html>`;
  return new Response(html, {
    status,
    headers: {
      ...common,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    },
  });
}

/** A script asks for JSON; a browser that follows a form asks for HTML first of all. */
export function wantsJson(headers: Headers): boolean {
  const accept = headers.get("accept") ?? "";
  return accept.includes("application/json") && !accept.includes("text/html");
}
