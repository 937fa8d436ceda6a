// Where a browser may be sent: the one function that decides, for every flow.
import type { Config } from "../config/index.js";
import { badRequest, returnToForbidden } from "../http/errors.js";

/**
 * Checks an address that came with a request. It is read by the WHATWG rules, as the browser that follows it will read
 * it (so `http:\\other.example` is another host, not a path), and its parsed form is what is compared.
 *
 * @param returnTo absolute, or relative to the default return address
 * @returns the address to send the browser to, absolute
 * @throws ApiError 400 `self_service_flow_return_to_forbidden`, or without an id when it is no address
 * @see https://url.spec.whatwg.org/#url-parsing
 */
export function allowedReturnUrl(config: Config, returnTo: string): string {
  const base = absoluteUrl(config, config.selfservice.default_browser_return_url);
  const target = URL.canParse(returnTo, base) ? new URL(returnTo, base) : undefined;
  if (!target) throw badRequest('The query parameter "return_to" is no address.');
  // An address with a name and password in it is never needed, and reads like another host.
  if (target.username !== "" || target.password !== "") throw returnToForbidden(returnTo);
  if (!allowList(config).some((allowed) => isWithin(target, allowed))) throw returnToForbidden(returnTo);
  return target.href === `${returnTo}/` ? returnTo : target.href;
}

/** Checks `return_to` of a request's query. @returns what was given, or null. @throws ApiError as above */
export function checkedReturnTo(config: Config, query: URLSearchParams): string | null {
  const returnTo = query.get("return_to");
  if (returnTo === null || returnTo === "") return null;
  allowedReturnUrl(config, returnTo);
  return returnTo;
}

/** The last resort of every flow. */
export function defaultReturnUrl(config: Config): string {
  return config.selfservice.default_browser_return_url;
}

/**
 * Where a finished flow sends the browser: to what it was started with, else to what is configured for the method, the
 * flow, or everything.
 *
 * @param configured addresses by falling rank
 */
export function returnUrl(
  config: Config,
  returnTo: string | null,
  ...configured: (string | undefined)[]
): string {
  if (returnTo !== null) return allowedReturnUrl(config, returnTo);
  return configured.find((url) => url !== undefined && url !== "") ?? defaultReturnUrl(config);
}

/** The public API's own address of a path. @param path begins with a slash */
export function publicUrl(config: Config, path: string): string {
  return `${config.serve.public.base_url.replace(/\/$/, "")}${path}`;
}

/** An address with query parameters set. */
export function withQuery(url: string, parameters: Record<string, string>): string {
  const [address = "", fragment] = url.split("#");
  const [path = "", query] = address.split("?");
  const search = new URLSearchParams(query);
  for (const [name, value] of Object.entries(parameters)) search.set(name, value);
  search.sort();
  return `${path}?${search.toString()}${fragment === undefined ? "" : `#${fragment}`}`;
}

interface AllowedUrl {
  protocol: string;
  host: string;
  path: string;
}

function allowList(config: Config): AllowedUrl[] {
  const own = publicUrl(config, "/self-service");
  return [...config.selfservice.allowed_return_urls, own].flatMap((entry) => {
    const url = URL.canParse(entry) ? new URL(entry) : undefined;
    return url ? [{ protocol: url.protocol, host: url.host, path: url.pathname }] : [];
  });
}

function isWithin(target: URL, allowed: AllowedUrl): boolean {
  const isHost = allowed.host.startsWith("*")
    ? target.host.endsWith(allowed.host.slice(1))
    : target.host === allowed.host;
  return target.protocol === allowed.protocol && isHost && target.pathname.startsWith(allowed.path);
}

function absoluteUrl(config: Config, url: string): string {
  return new URL(url, config.serve.public.base_url).href;
}
