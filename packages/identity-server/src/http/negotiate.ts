// Which kind of answer a request wants. Kratos asks in three slightly different ways, and so must we.
import type { RequestHeaders } from "./request-headers.js";

const startOffers = ["text/html", "application/json"];
const submitOffers = ["text/html", "text/*", "*/*", "application/json"];
const html = "text/html";
const json = "application/json";

/** Starting a flow: JSON only when it is asked for more than HTML. A missing Accept, or a bare wildcard, means HTML. */
export function startsWithJson(headers: Pick<RequestHeaders, "get">): boolean {
  return bestOffer(headers.get("accept"), startOffers) === json;
}

/**
 * Submissions and errors: JSON when it is asked for, or when JSON is what was sent. A charset in the content type
 * defeats that second test.
 */
export function prefersJson(headers: Pick<RequestHeaders, "get">): boolean {
  return bestOffer(headers.get("accept"), submitOffers) === json || headers.get("content-type") === json;
}

/** Whether somebody is looking: HTML is wanted most. */
export function isBrowserRequest(headers: Pick<RequestHeaders, "get">): boolean {
  return bestOffer(headers.get("accept"), submitOffers) === html;
}

interface MediaRange {
  type: string;
  quality: number;
}

/**
 * The offer that the Accept header rates highest; of equal rates the one that is named most exactly, then the first.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
function bestOffer(accept: string | null, offers: readonly string[]): string {
  if (accept === null) return html;
  const ranges = parseAccept(accept);
  let best = { offer: html, quality: -1, exactness: -1 };
  for (const offer of offers) {
    for (const { type, quality } of ranges) {
      const exactness = matchExactness(type, offer);
      if (quality === 0 || exactness === undefined || quality < best.quality) continue;
      if (quality > best.quality || exactness > best.exactness) best = { offer, quality, exactness };
    }
  }
  return best.offer;
}

function matchExactness(range: string, offer: string): number | undefined {
  if (range === "*/*") return 0;
  if (range.endsWith("/*")) return offer.startsWith(range.slice(0, -1)) ? 1 : undefined;
  return range === offer ? 2 : undefined;
}

function parseAccept(accept: string): MediaRange[] {
  return accept.split(",").flatMap((part) => {
    const [type = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (type === "") return [];
    const weight = parameters.find((parameter) => /^q=/i.test(parameter));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    return [{ type: type.toLowerCase(), quality: Number.isFinite(quality) ? quality : 0 }];
  });
}
