/** The pages' content security policy. What is to be let in besides belongs into other-origins.ts. */
import { checkedOrigins, otherOrigins } from "./other-origins";

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
  const { images, media, fonts, styles, connections, frames } = checkedOrigins(otherOrigins);
  const directives = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}${also(styles)}`,
    `img-src 'self' data:${also(images)}`,
    `font-src 'self'${also(fonts)}`,
    `connect-src 'self'${isDevelopment ? " ws:" : ""}${also(connections)}`,
    ...(media.length > 0 ? [`media-src 'self'${also(media)}`] : []),
    ...(frames.length > 0 ? [`frame-src${also(frames)}`] : []),
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    ...(isSecure ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}

const also = (origins: readonly string[]) => origins.map((origin) => ` ${origin}`).join("");
