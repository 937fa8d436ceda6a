/** A flow's addresses are data from the service: a page links only what is its own, is `https:`, or is on this machine. */
import { parseDestination } from "@/lib/return-to";

/**
 * @param origin  this app's own origin, e.g. `http://localhost:3000`
 * @returns a path on this origin, an absolute address (`https:`, or on this machine), or undefined for anything else
 */
export function safeHref(href: string, origin: string): string | undefined {
  const destination = parseDestination(href, origin);
  return destination?.kind === "own" ? destination.path : destination?.href;
}

/** Images come inside of the page, as the QR code does, or from this origin. */
export function safeImageSource(source: string, origin: string): string | undefined {
  if (/^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/.test(source)) return source;
  const href = safeHref(source, origin);
  return href?.startsWith("/") ? href : undefined;
}
