// Requests to providers. Their addresses come from the configuration, or from what a configured issuer publishes.
import * as oauth from "oauth4webapi";
import { isJsonObject, type JsonObject } from "../../json.js";
import type { HttpClient } from "../../outgoing/client.js";
import { upstreamError } from "./errors.js";

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;

export interface ProviderRequest {
  method?: string;
  headers?: ConstructorParameters<typeof Headers>[0];
  body?: string | URLSearchParams;
}

/**
 * As `fetch`, with limits on time and size; it follows no redirect.
 *
 * @throws Error when nothing was answered, or more than 1 MB, or where `clients.http` forbids to ask
 */
export async function providerFetch(
  http: HttpClient,
  url: string,
  { method = "GET", headers, body }: ProviderRequest = {},
): Promise<Response> {
  const request = {
    method,
    url,
    headers: Object.fromEntries(new Headers(headers)),
    ...(body !== undefined && { body: body.toString() }),
  };
  const answer = await http.send(request, {
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    maxRedirects: 0,
    refusesMore: true,
  });
  const received = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) received.append(name, one);
  }
  const isEmpty = [101, 204, 205, 304].includes(answer.status);
  return new Response(isEmpty ? null : answer.body, { status: answer.status, headers: received });
}

/** What oauth4webapi needs to talk to a provider. Plain HTTP goes where the configuration names it. */
export function requestOptions(http: HttpClient, url: string) {
  return {
    [oauth.customFetch]: (
      address: string,
      { method, headers, body }: { method: string; headers: Record<string, string>; body?: unknown },
    ) =>
      providerFetch(http, address, {
        method,
        headers,
        ...((typeof body === "string" || body instanceof URLSearchParams) && { body }),
      }),
    [oauth.allowInsecureRequests]: url.startsWith("http://"),
  };
}

/**
 * Asks a provider's own interface for JSON.
 *
 * @throws ApiError 502 when it does not answer, or not with an object
 */
export async function fetchJson(
  http: HttpClient,
  url: string,
  options: { headers?: Record<string, string>; method?: string; body?: string } = {},
): Promise<JsonObject> {
  const where = new URL(url).host;
  let response: Response;
  try {
    response = await providerFetch(http, url, {
      ...options,
      headers: { accept: "application/json", "user-agent": "foyer-identity", ...options.headers },
    });
  } catch (error) {
    throw upstreamError(`${where} did not answer. Try again in a moment.`, error);
  }
  if (response.status !== 200) {
    throw upstreamError(`${where} answered with status ${String(response.status)}.`, await response.text());
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!isJsonObject(body)) throw upstreamError(`${where} answered with something that is no JSON object.`);
  return body;
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
