/** Addresses that a visitor is sent to on the way to somewhere else. */

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

/** The page that says the service is away. @param here  path and query to try again */
export function unavailableHref(here: string | undefined): string {
  return withQuery("/unavailable", { from: here });
}

function withQuery(path: string, parameters: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}
