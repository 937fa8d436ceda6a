/** The session of a native client, where it comes in a header. */

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 for the second */
export function sessionTokenOf(headers: Headers): string | undefined {
  const bearer = /^bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return headers.get("x-session-token") ?? bearer;
}
