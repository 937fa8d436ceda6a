/** Where pages lie that need a session; the middleware asks for one there, and each page for itself. */
export const PROTECTED_PATHS = ["/dashboard", "/notes", "/settings", "/sessions", "/admin"] as const;

export function isProtected(pathname: string): boolean {
  return PROTECTED_PATHS.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
