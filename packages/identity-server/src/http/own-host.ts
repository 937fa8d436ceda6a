// Whether a request that a browser may have sent comes from where it may. A page of another site can make a browser ask this
// machine by a name of its own (DNS rebinding), which the Host header then tells; or send what needs no answer.

/** @returns whether only this machine itself is called so */
export function isLoopbackName(name: string): boolean {
  return (
    name === "localhost" || name.endsWith(".localhost") || /^127(\.\d+){3}$/.test(name) || name === "[::1]"
  );
}

/**
 * @param host the Host header
 * @param addresses where else the server is known to be reached; what is no address counts for nothing
 * @see https://developer.mozilla.org/docs/Web/Security/Attacks/DNS_rebinding
 */
export function isOwnHost(host: string | undefined, addresses: readonly string[]): boolean {
  const name = host === undefined ? undefined : hostnameOf(`http://${host}`);
  if (name === undefined) return false;
  return isLoopbackName(name) || (name !== "0.0.0.0" && addresses.some((each) => hostnameOf(each) === name));
}

/** Whether no other site's page sent it. Clients that are no browsers send neither header. */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  return origin === null || hostnameOf(origin) === hostnameOf(`http://${headers.get("host") ?? ""}`);
}

/** The address of a configured host name or IP address. */
export function addressOf(host: string): string {
  return `http://${host.includes(":") ? `[${host}]` : host}`;
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
