/** Calls to the identity service: bounded in time and size, with the visitor's own cookies, never throwing. */
import "server-only";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Configuration, FrontendApi } from "@ory/client";
import type { AxiosResponse, RawAxiosRequestConfig } from "axios";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { parseJson } from "@/lib/parse-json";
import type { Visitor } from "@/lib/request";
import { traceHeaders } from "@/lib/telemetry/trace-headers";
import { serviceCookies } from "./cookies";

/** How long the service may take for one call. */
export const SERVICE_TIMEOUT_MS = 5_000;
/** No flow and no session comes near it. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

export type ServiceResult =
  | {
      kind: "answer";
      status: number;
      /** Parsed JSON; undefined where the body is empty or something else. */
      body: unknown;
      setCookies: string[];
      location: string | undefined;
    }
  | { kind: "unavailable" };

let client: FrontendApi | undefined;

/** The public API. */
export function frontendApi(): FrontendApi {
  client ??= new FrontendApi(new Configuration({ basePath: env().publicUrl }));
  return client;
}

type Send = (options: RawAxiosRequestConfig) => Promise<AxiosResponse<unknown>>;

/**
 * Asks the service for something that may be asked again: on a connection that is kept, and once more where the service
 * had closed it meanwhile, as after a restart.
 *
 * @param operation  for the log
 * @param send  makes the call with the options given to it
 * @returns `unavailable` where there is no answer in time, one too large, or one that says the service is in trouble
 */
export async function askService(operation: string, visitor: Visitor, send: Send): Promise<ServiceResult> {
  const signal = AbortSignal.timeout(SERVICE_TIMEOUT_MS);
  const options = callOptions(visitor, signal, KEPT_CONNECTIONS);
  return answerOf(operation, visitor, async () => {
    try {
      return await send(options);
    } catch (error) {
      if (!CLOSED_CONNECTION.has(faultName(error))) throw error;
      return send(options);
    }
  });
}

/**
 * Has the service change something, which must not happen twice: on a connection of its own, which nobody can have closed.
 *
 * @see askService
 */
export async function tellService(operation: string, visitor: Visitor, send: Send): Promise<ServiceResult> {
  const options = callOptions(visitor, AbortSignal.timeout(SERVICE_TIMEOUT_MS), OWN_CONNECTION);
  return answerOf(operation, visitor, () => send(options));
}

async function answerOf(
  operation: string,
  visitor: Visitor,
  call: () => Promise<AxiosResponse<unknown>>,
): Promise<ServiceResult> {
  const startedAt = performance.now();
  const fail = (fault: object): ServiceResult => {
    const durationMs = Math.round(performance.now() - startedAt);
    log().warn(
      { requestId: visitor.requestId, operation, durationMs, ...fault },
      "the identity service failed",
    );
    return { kind: "unavailable" };
  };
  try {
    const { status, data, headers } = await call();
    if (status >= 500 || status === 429) return fail({ status });
    return {
      kind: "answer",
      status,
      body: typeof data === "string" ? parseJson(data) : undefined,
      setCookies: textsOf(headers["set-cookie"]),
      location: textsOf(headers.location)[0],
    };
  } catch (error) {
    return fail({ fault: faultName(error) });
  }
}

/** Logs an answer that makes no sense, in the manner of one that did not come. */
export function logNonsense(operation: string, visitor: Visitor, status: number): void {
  log().warn({ requestId: visitor.requestId, operation, status }, "the identity service answered nonsense");
}

/** What the service is told about the visitor. Nothing of it is copied from headers that a visitor can forge. */
export function forwardedHeaders({ origin, requestId, userAgent, address }: Visitor): Record<string, string> {
  const { protocol, host } = new URL(origin);
  return {
    "x-forwarded-proto": protocol.slice(0, -1),
    "x-forwarded-host": host,
    "x-request-id": requestId,
    ...traceHeaders(),
    ...(userAgent !== undefined && { "user-agent": userAgent }),
    ...(address !== undefined && { "x-forwarded-for": address }),
  };
}

/** Sockets that lie idle are closed before the service closes them, which would cost a request. */
const idle = { keepAlive: true, timeout: 4_000 };
const KEPT_CONNECTIONS = { httpAgent: new HttpAgent(idle), httpsAgent: new HttpsAgent(idle) };
const OWN_CONNECTION = { httpAgent: new HttpAgent(), httpsAgent: new HttpsAgent() };

const CLOSED_CONNECTION = new Set(["ECONNRESET", "EPIPE"]);

function callOptions(
  visitor: Visitor,
  signal: AbortSignal,
  agents: Pick<RawAxiosRequestConfig, "httpAgent" | "httpsAgent">,
): RawAxiosRequestConfig {
  const cookie = serviceCookies(visitor.cookie);
  return {
    headers: {
      accept: "application/json",
      ...forwardedHeaders(visitor),
      ...(cookie !== "" && { cookie }),
    },
    signal,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    responseType: "text",
    // Parsed here, where an answer that isn't JSON is no exception.
    transformResponse: (data: unknown) => data,
    validateStatus: () => true,
    // HTTP_PROXY is for the way out of this network; the service is named by its own address.
    proxy: false,
    ...agents,
  };
}

function textsOf(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === "string");
}

/** The kind of a fault, without its message: that may hold addresses and what was sent. */
function faultName(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
