// The headers of a request, by lower-case name. Node has read them already: to build a Headers object from them costs
// more than the rest of a short answer.
import type { IncomingMessage } from "node:http";

export interface RequestHeaders {
  get(name: string): string | null;
  names(): string[];
}

/** @param incoming Node's own request; undefined in process */
export function requestHeaders(request: Request, incoming: IncomingMessage | undefined): RequestHeaders {
  if (!incoming) {
    const { headers } = request;
    return { get: (name) => headers.get(name), names: () => [...headers.keys()] };
  }
  const { headers } = incoming;
  return {
    get: (name) => {
      const value = headers[name];
      return value === undefined ? null : typeof value === "string" ? value : value.join(", ");
    },
    names: () => Object.keys(headers),
  };
}
