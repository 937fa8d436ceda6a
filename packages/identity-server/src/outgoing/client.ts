// Requests to other services: web hooks, the courier's HTTP channels, an OAuth2 server, providers. On node:http, because fetch
// cannot be kept out of private networks without a hole between look-up and connection.
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import type { Config } from "../config/index.js";
import { assertPublicHost, isException, lookupPublic, PrivateAddressError } from "./private-addresses.js";

export interface OutgoingRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export interface OutgoingAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface SendOptions {
  /** How often a request is repeated that was not answered, or with 429 or 5xx. Default: 0. */
  retries?: number;
  /** For each attempt. Default: 30 seconds. */
  timeoutMs?: number;
  /** More of the answer is not read. Default: 5 MB. */
  maxBytes?: number;
  /** An answer that is larger than `maxBytes` is an error, not cut off. */
  refusesMore?: boolean;
  /** 0: a redirect is the answer, and not followed. Default: 10, and an error after them. */
  maxRedirects?: 0;
  /** Headers of one attempt alone. */
  headersOfAttempt?: () => Record<string, string>;
}

export interface HttpClient {
  /** @throws OutgoingError when there was no answer, or none but 429 and 5xx after all retries */
  send(request: OutgoingRequest, options?: SendOptions): Promise<OutgoingAnswer>;
}

/** `timeout`: nothing in time; `unreachable`: no connection or a broken one; `gave-up`: only 429 and 5xx. */
export type OutgoingFault = "timeout" | "unreachable" | "gave-up";

export class OutgoingError extends Error {
  constructor(
    readonly fault: OutgoingFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "OutgoingError";
  }
}

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 5 * 1024 * 1024;
const MAX_REDIRECTS = 10;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

export function createHttpClient(config: () => Config): HttpClient {
  return {
    send: async (request, options = {}) => {
      const { retries = 0 } = options;
      for (let attempt = 0; ; attempt++) {
        const isLast = attempt >= retries;
        const result = await attemptOnce(config(), request, options);
        if (result.kind === "answered" && (!isTemporary(result.answer.status) || retries === 0)) {
          return result.answer;
        }
        if (result.kind === "failed" && (isLast || !result.mayBeRepeated)) throw result.error;
        if (isLast && result.kind === "answered") {
          throw new OutgoingError(
            "gave-up",
            `${nameOf(request)} was answered ${String(result.answer.status)}, ${String(attempt + 1)} times`,
          );
        }
        await delay(waitMs(attempt, result.kind === "answered" ? result.answer : undefined));
      }
    },
  };
}

type Attempt =
  | { kind: "answered"; answer: OutgoingAnswer }
  | { kind: "failed"; error: OutgoingError; mayBeRepeated: boolean };

async function attemptOnce(
  config: Config,
  request: OutgoingRequest,
  { timeoutMs = TIMEOUT_MS, headersOfAttempt, ...options }: SendOptions,
): Promise<Attempt> {
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = { "user-agent": "foyer-identity", ...request.headers, ...headersOfAttempt?.() };
  try {
    return {
      kind: "answered",
      answer: await follow(config, { ...request, headers }, { signal, ...options }),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isTimeout = signal.aborted;
    const what = isTimeout ? `was not answered in ${String(timeoutMs / 1000)} seconds` : `failed: ${reason}`;
    return {
      kind: "failed",
      error: new OutgoingError(isTimeout ? "timeout" : "unreachable", `${nameOf(request)} ${what}`, {
        cause: error,
      }),
      mayBeRepeated: !(error instanceof PrivateAddressError),
    };
  }
}

interface Bounds extends Pick<SendOptions, "maxBytes" | "refusesMore" | "maxRedirects"> {
  signal: AbortSignal;
}

/** @see https://fetch.spec.whatwg.org/#http-redirect-fetch */
async function follow(config: Config, request: OutgoingRequest, bounds: Bounds): Promise<OutgoingAnswer> {
  if (bounds.maxRedirects === 0) return exchange(config, request, bounds);
  let current = request;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const answer = await exchange(config, current, bounds);
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || typeof location !== "string") return answer;
    current = redirected(current, answer.status, new URL(location, current.url));
  }
  throw new Error(`it was redirected more than ${String(MAX_REDIRECTS)} times`);
}

function redirected(request: OutgoingRequest, status: number, target: URL): OutgoingRequest {
  const keepsBody = status === 307 || status === 308 || request.method === "HEAD";
  const isSameHost = target.host === new URL(request.url).host;
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => {
      const lower = name.toLowerCase();
      // What proves who we are is for the host that it was meant for.
      if (["authorization", "cookie"].includes(lower)) return isSameHost;
      return keepsBody || !["content-type", "content-length"].includes(lower);
    }),
  );
  return {
    method: keepsBody ? request.method : "GET",
    url: target.href,
    headers,
    ...(keepsBody && request.body !== undefined && { body: request.body }),
  };
}

const idle = { keepAlive: true, timeout: 5_000 };
/** A kept connection is known by the name of its host alone: those that were checked are not mixed with others. */
const agents = {
  open: { http: new HttpAgent(idle), https: new HttpsAgent(idle) },
  guarded: { http: new HttpAgent(idle), https: new HttpsAgent(idle) },
};

function exchange(
  config: Config,
  request: OutgoingRequest,
  { signal, maxBytes = MAX_BYTES, refusesMore = false }: Bounds,
): Promise<OutgoingAnswer> {
  const url = new URL(request.url);
  const { disallow_private_ip_ranges: isGuarded, private_ip_exception_urls: exceptions } =
    config.clients.http;
  const mustBePublic = isGuarded && !isException(url, exceptions);
  if (mustBePublic) assertPublicHost(url.hostname);
  const length =
    request.body === undefined ? {} : { "content-length": String(Buffer.byteLength(request.body)) };
  return new Promise((resolve, reject) => {
    const isEncrypted = url.protocol === "https:";
    const send = isEncrypted ? httpsRequest : httpRequest;
    const kept = mustBePublic ? agents.guarded : agents.open;
    const outgoing = send(
      url,
      {
        method: request.method,
        headers: { ...request.headers, ...length },
        signal,
        agent: isEncrypted ? kept.https : kept.http,
        ...(mustBePublic && { lookup: lookupPublic }),
      },
      (response) => {
        read(response, maxBytes, refusesMore).then((body) => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        }, reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(request.body);
  });
}

async function read(response: IncomingMessage, maxBytes: number, refusesMore: boolean): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (refusesMore && size > maxBytes) {
      throw new Error(`the answer is larger than ${String(maxBytes)} bytes`);
    }
    if (!refusesMore && size >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString("utf8");
}

function isTemporary(status: number): boolean {
  return status === 429 || (status >= 500 && status !== 501);
}

/** One second, two, four; or what the other side asks for. */
function waitMs(attempt: number, answer: OutgoingAnswer | undefined): number {
  const asked = Number(answer?.headers["retry-after"]);
  const wait = Number.isFinite(asked) && asked >= 0 ? asked * 1000 : FIRST_WAIT_MS * 2 ** attempt;
  return Math.min(wait, LONGEST_WAIT_MS);
}

/** For logs: without the query, which may hold a secret. */
function nameOf({ method, url }: OutgoingRequest): string {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
}
