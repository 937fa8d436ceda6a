// Requests to providers. Their addresses come from the configuration, or from what a configured issuer publishes.
import * as oauth from "oauth4webapi";
import { isJsonObject, type JsonObject } from "../../json.js";
import { upstreamError } from "./errors.js";

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;

/** A `fetch` with limits on time and size, which follows no redirect. */
export async function providerFetch(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, {
    ...init,
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await readLimited(response);
  return new Response([101, 204, 205, 304].includes(response.status) ? null : text, {
    status: response.status,
    headers: response.headers,
  });
}

/** What oauth4webapi needs to talk to a provider. Plain HTTP goes where the configuration names it. */
export function requestOptions(url: string) {
  return {
    [oauth.customFetch]: (
      address: string,
      init: { method: string; headers: Record<string, string>; body?: unknown },
    ) => providerFetch(address, init as RequestInit),
    [oauth.allowInsecureRequests]: url.startsWith("http://"),
  };
}

/**
 * Asks a provider's own interface for JSON.
 *
 * @throws ApiError 502 when it does not answer, or not with an object
 */
export async function fetchJson(
  url: string,
  options: { headers?: Record<string, string>; method?: string; body?: string } = {},
): Promise<JsonObject> {
  const where = new URL(url).host;
  let response: Response;
  try {
    response = await providerFetch(url, {
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

async function readLimited(response: Response): Promise<string> {
  if (!response.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error("The answer is larger than 1 MB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
