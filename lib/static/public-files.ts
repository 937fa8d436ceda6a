/** The files of `public/`, as next.config.js found them at build. */

/** Their paths as they stand in an address, in the usual spellings. */
const paths = new Set<string>(listed());

/**
 * Whether a request is for a file of `public/`. Any other spelling of its path is none: it goes the way of a page, which
 * is safe for a file too.
 */
export function isPublicFile({ method, pathname }: { method: string; pathname: string }): boolean {
  return (method === "GET" || method === "HEAD") && paths.has(pathname);
}

/**
 * How long a file of `public/` may be kept: its name stays when its content changes. What is imported instead, or named
 * by a stylesheet, is called by its content and kept for good, under /_next/static/.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5861
 */
export const PUBLIC_FILE_CACHING = "public, max-age=3600, stale-while-revalidate=86400";

/** Written out as Next.js puts it in place: this is a part of the build, no variable of the process. */
function listed(): string[] {
  return JSON.parse(process.env.FOYER_PUBLIC_FILES ?? "[]") as string[];
}
