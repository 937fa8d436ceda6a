// Headers that keep browsers from doing with an answer what it is not for.

/** For every answer: this server has no pages of its own to be framed, sniffed or scripted. */
export const safeHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** Adds {@link safeHeaders} to an answer that was written without them, leaving what it says itself. */
export function addSafeHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(safeHeaders)) {
    if (!headers.has(name)) headers.set(name, value);
  }
}
