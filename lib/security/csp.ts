/** The pages' content security policy. */

interface PolicyOptions {
  nonce: string;
  /** Next's development server evaluates code, adds styles and opens a socket. */
  isDevelopment: boolean;
  /** Whether visitors come by https. */
  isSecure: boolean;
}

/**
 * Scripts run by nonce only. `form-action` stays at this origin: Chromium holds the redirects after a form post to it as
 * well, so a post that leads elsewhere (a provider, say) ends on `/continue` here, which goes on by a link of its own.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy({ nonce, isDevelopment, isSecure }: PolicyOptions): string {
  const directives = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    ...(isSecure ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}
