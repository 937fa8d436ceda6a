/** Where an address of the service leads on this origin: its own pages become the app's, its API the app's door to it. */
import { env } from "@/lib/env";
import { parseDestination } from "@/lib/return-to";
import { isDoorPath } from "./door-paths";
import { isFlowId, isFlowKind } from "./flow-kind";
import { startHref, startParameters } from "./start-parameters";

export type Destination = { kind: "own"; path: string } | { kind: "other"; href: string };

/**
 * @param location  a Location header or a `redirect_browser_to` of the service
 * @param origin  this app's own origin
 * @returns undefined where nobody should be sent
 */
export function destinationOf(location: string, origin: string): Destination | undefined {
  // A path alone is one of the service's, not of ours.
  const absolute = /^\/(?!\/)/.test(location) ? `${env().publicUrl}${location}` : location;
  const parsed =
    parseDestination(absolute, origin) ?? parseDestination(absolute, new URL(env().publicUrl).origin);
  if (!parsed) return undefined;
  const { url } = parsed;
  const apiPath = apiPathOf(url, origin);
  if (apiPath !== undefined) return apiDestination(apiPath, url);
  return url.origin === origin ? parsedAsOwn(url) : { kind: "other", href: url.href };
}

/** A destination as a link, a path for this origin. */
export function hrefOf(to: Destination): string {
  return to.kind === "own" ? to.path : to.href;
}

/** The path below the public API's base, where the address is one of the API, here or at the service itself. */
function apiPathOf(url: URL, origin: string): string | undefined {
  const bases = [env().publicUrl, `${origin}/api/ory`];
  for (const base of bases)
    if (url.href.startsWith(`${base}/`))
      return url.pathname.slice(new URL(base).pathname.replace(/\/$/, "").length + 1);
  const isRootApi =
    url.origin === origin && /^\/(self-service|schemas|\.well-known\/ory)\//.test(url.pathname);
  return isRootApi ? url.pathname.slice(1) : undefined;
}

function apiDestination(path: string, { searchParams, search }: URL): Destination | undefined {
  const [area, kind, step] = path.split("/");
  if (area === "self-service" && kind !== undefined && isFlowKind(kind)) {
    if (step === "browser")
      return { kind: "own", path: startHref(kind, startParameters(kind, searchParams)) };
    const id = searchParams.get("id");
    if (step === "flows" && isFlowId(id)) return { kind: "own", path: `/${kind}?flow=${id}` };
  }
  return isDoorPath(path.split("/")) ? { kind: "own", path: `/api/ory/${path}${search}` } : undefined;
}

function parsedAsOwn({ pathname, search, hash }: URL): Destination {
  return { kind: "own", path: `${pathname}${search}${hash}` };
}
