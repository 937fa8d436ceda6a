/**
 * The other origins that pages may have to do with: the one place to let something in (docs/let-something-in.md). As
 * delivered there are none. Scripts are not listed, they carry the page's nonce.
 */
export interface OtherOrigins {
  /** Pictures: `img-src`. */
  images: readonly string[];
  /** Sound and film: `media-src`. */
  media: readonly string[];
  /** Fonts: `font-src`. */
  fonts: readonly string[];
  /** Stylesheets: `style-src`. */
  styles: readonly string[];
  /** What script may fetch or hold a connection to: `connect-src`; here `wss://...`, too. */
  connections: readonly string[];
  /** What may be shown in an `iframe`: `frame-src`. */
  frames: readonly string[];
}

export const otherOrigins: OtherOrigins = {
  images: [],
  media: [],
  fonts: [],
  styles: [],
  connections: [],
  frames: [],
};

/**
 * @returns the same origins
 * @throws {Error} that names each entry that is anything but one origin, and so could let in more than is meant
 */
export function checkedOrigins(given: OtherOrigins): OtherOrigins {
  const problems = Object.entries(given).flatMap(([what, origins]: [string, readonly string[]]) =>
    origins
      .filter((origin) => !isOrigin(origin, what === "connections" ? ["https:", "wss:"] : ["https:"]))
      .map((origin) => `  ${what}: "${origin}"`),
  );
  if (problems.length === 0) return given;
  throw new Error(
    `lib/security/other-origins.ts names what is not one origin, such as https://cdn.example.com (no path, no *, no keyword such as 'unsafe-inline', no scheme alone):\n${problems.join("\n")}`,
  );
}

/** Plain http is for what runs beside the development server. */
function isOrigin(text: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host, hostname } = new URL(text);
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  const isAllowed = protocols.includes(protocol) || (isHere && ["http:", "ws:"].includes(protocol));
  return isAllowed && /^[a-z0-9.:[\]-]+$/.test(host) && text === `${protocol}//${host}`;
}
