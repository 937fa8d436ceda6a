/** Addresses that a visitor is sent to on the way to somewhere else. */

import { sectionPath } from "@/lib/settings/sections";

interface LoginOptions {
  /** Asks for the second factor of whoever is signed in. */
  isSecondFactor?: boolean;
  /** Asks whoever is signed in to prove it once more. */
  isRefresh?: boolean;
}

/** @param here  path and query to come back to */
export function loginHref(here: string | undefined, { isSecondFactor, isRefresh }: LoginOptions): string {
  return withQuery("/login", {
    ...(isSecondFactor && { aal: "aal2" }),
    ...(isRefresh && { refresh: "true" }),
    return_to: here,
  });
}

/**
 * Where a second factor is set up.
 *
 * @param returnTo  where to go on once that is done
 */
export function setUpAal2Href(returnTo: string | undefined): string {
  return withQuery(sectionPath("second-factors"), { return_to: returnTo });
}

export const UNAVAILABLE_PATH = "/unavailable";

/**
 * The page that says the service is away, with status 503.
 *
 * @param here  path and query to try again
 * @param requestId  under which the reason is logged, where the visitor is redirected and so makes another request
 */
export function unavailableHref(here: string | undefined, requestId?: string): string {
  return withQuery(UNAVAILABLE_PATH, { from: here, reference: requestId });
}

function withQuery(path: string, parameters: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}
