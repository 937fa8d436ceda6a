/** Errors of the door itself, in the form that clients of the API know. */

const REASON_PHRASES = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Content Too Large",
  429: "Too Many Requests",
  502: "Bad Gateway",
  504: "Gateway Timeout",
} as const;

export function doorError(
  status: keyof typeof REASON_PHRASES,
  reason: string,
  requestId: string,
  error: { id?: string } = {},
  headers: Record<string, string> = {},
): Response {
  const phrase = REASON_PHRASES[status];
  return Response.json(
    { error: { ...error, code: status, status: phrase, message: phrase, reason, request: requestId } },
    { status, headers: { ...headers, "cache-control": "no-store", "x-request-id": requestId } },
  );
}
