// Who sends a request, as far as that can be known.
import { isIP } from "node:net";
import type { ClientInfo } from "../flows/request.js";
import type { RequestHeaders } from "./request-headers.js";

const addressHeaders = ["true-client-ip", "cf-connecting-ip", "x-real-ip"];

/**
 * The client's address, user agent and rough location.
 *
 * What a proxy says of the client is believed only when the connection comes from this machine or a private network,
 * so that nobody gets round limits by making addresses up.
 *
 * @param peerAddress the other end of the connection; undefined in process
 */
export function clientInfo(
  headers: Pick<RequestHeaders, "get">,
  peerAddress: string | undefined,
): ClientInfo {
  const isProxied = peerAddress === undefined || isPrivateAddress(peerAddress);
  return {
    ipAddress: (isProxied ? forwardedAddress(headers) : undefined) ?? peerAddress ?? "",
    userAgent: headers.get("user-agent") ?? "",
    location: [headers.get("cf-ipcity"), headers.get("cf-ipcountry")].filter(Boolean).join(", "),
  };
}

function forwardedAddress(headers: Pick<RequestHeaders, "get">): string | undefined {
  for (const name of addressHeaders) {
    const value = headers.get(name)?.trim();
    if (value !== undefined && isIP(value) !== 0) return value;
  }
  // The nearest proxies are ours; the first address before them that is not private is the client's.
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const addresses = hops.filter((hop) => isIP(hop) !== 0);
  return addresses.findLast((address) => !isPrivateAddress(address)) ?? addresses[0];
}

/** @see https://www.rfc-editor.org/rfc/rfc1918 and https://www.rfc-editor.org/rfc/rfc4193 */
function isPrivateAddress(address: string): boolean {
  const text = address.replace(/^::ffff:/i, "").toLowerCase();
  if (isIP(text) === 4) {
    const [a = 0, b = 0] = text.split(".").map(Number);
    return a === 10 || a === 127 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  }
  return text === "::1" || /^f[cd]/.test(text) || /^fe[89ab]/.test(text);
}
