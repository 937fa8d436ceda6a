/** Whether a request that changes something was made by one of this app's own pages. */
import { requestOrigin } from "@/lib/request";

/**
 * Browsers send Origin with every post, and can't be made to forge it. Where there is none, the Fetch metadata or the
 * Referer speak for it; where there is none of them either, nobody does.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function isFromOwnPage(headers: Headers): boolean {
  return originVerdict(headers) === "own";
}

/** Whether a browser made it from another site; clients that are no browsers say nothing about where they are. */
export function isFromElsewhere(headers: Headers): boolean {
  return originVerdict(headers) === "other";
}

function originVerdict(headers: Headers): "own" | "other" | "unknown" {
  const own = requestOrigin(headers);
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return "other";
  if (origin !== null) return origin === own ? "own" : "other";
  if (site === "same-origin") return "own";
  const referer = headers.get("referer");
  if (referer === null || !URL.canParse(referer)) return "unknown";
  return new URL(referer).origin === own ? "own" : "other";
}
