// Puts the check between a server and whoever asks it, for tests: an answer that is not as described does not pass.
import { describeApi, type Side } from "../document.js";
import { describeOlderApi } from "../older/document.js";
import { createExchangeCheck, type ExchangeCheck } from "./exchange.js";

type Fetch<Rest extends unknown[]> = (request: Request, ...rest: Rest) => Response | Promise<Response>;

/** Addresses that are for developers' eyes and no part of the API. */
const undescribed = /^\/dev\//;

/**
 * @param onFault hears what is not as described; the client gets it with status 500
 * @param isOlder tells the requests that the older API answers, by method and path
 */
export function checkedFetch<Rest extends unknown[]>(
  side: Side,
  fetch: Fetch<Rest>,
  onFault: (faults: string[]) => void = () => undefined,
  isOlder: (method: string, path: string) => boolean = () => false,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const { pathname, search } = new URL(request.url);
    const check = checkOf(side, isOlder(request.method, pathname) ? "v0alpha2" : "today");
    if (undescribed.test(pathname)) return fetch(request, ...rest);
    const type = request.headers.get("content-type") ?? "";
    const sent = request.body === null ? undefined : await request.clone().text();
    const response = await fetch(request, ...rest);
    const faults = await faultsOf(check, request.method, pathname + search, sent, type, response);
    if (faults.length === 0) return response;
    onFault(faults);
    const text = `The answer is not as described in /openapi.json:\n${faults.join("\n")}\n`;
    return new Response(text, { status: 500, headers: { "content-type": "text/plain; charset=utf-8" } });
  };
}

// Compiled once a process: tests open many servers.
const checks = new Map<string, ExchangeCheck>();

function checkOf(side: Side, generation: "today" | "v0alpha2"): ExchangeCheck {
  const key = `${generation} ${side}`;
  const describe = generation === "today" ? describeApi : describeOlderApi;
  const check = checks.get(key) ?? createExchangeCheck(describe(side, "http://localhost"));
  checks.set(key, check);
  return check;
}

async function faultsOf(
  check: ExchangeCheck,
  method: string,
  path: string,
  sent: string | undefined,
  type: string,
  response: Response,
): Promise<string[]> {
  const { status, headers } = response;
  return check({
    method,
    path,
    ...(sent !== undefined && { request: { type, body: sent } }),
    status,
    header: (name) => headers.get(name) ?? undefined,
    headerNames: [...headers.keys()],
    body: status === 204 ? "" : await response.clone().text(),
  });
}
