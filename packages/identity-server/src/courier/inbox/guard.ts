// The dev inbox answers the developer's own machine and the addresses that the server is configured for. A page of
// another site can make a browser ask it by a name of its own (DNS rebinding); the Host header then says so.
import type { Config } from "../../config/index.js";

/** @see https://developer.mozilla.org/docs/Web/Security/Attacks/DNS_rebinding */
export function isOwnHost(config: Config, host: string | undefined): boolean {
  const name = host === undefined ? undefined : hostnameOf(`http://${host}`);
  if (name === undefined) return false;
  if (name === "localhost" || name.endsWith(".localhost") || /^127(\.\d+){3}$/.test(name) || name === "[::1]")
    return true;
  return ownNames(config).has(name);
}

/** A form or script of another site must not clear the inbox. Clients that are no browsers send neither header. */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  return origin === null || hostnameOf(origin) === hostnameOf(`http://${headers.get("host") ?? ""}`);
}

function ownNames({ serve, selfservice }: Config): Set<string | undefined> {
  const addresses = [
    serve.public.base_url,
    `http://${serve.public.host.includes(":") ? `[${serve.public.host}]` : serve.public.host}`,
    selfservice.default_browser_return_url,
    ...selfservice.allowed_return_urls,
  ];
  return new Set(addresses.map(hostnameOf).filter((name) => name !== undefined && name !== "0.0.0.0"));
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
