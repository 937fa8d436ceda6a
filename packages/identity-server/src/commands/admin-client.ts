// The admin API of a running server, this one or Ory Kratos, as the commands use it.
import { loadConfig } from "../config/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { CommandError, type Terminal } from "./command.js";

const DEFAULT_ENDPOINT = "http://127.0.0.1:4434";
const TIMEOUT_MS = 30_000;

export interface AdminClient {
  endpoint: string;
  /** @throws CommandError with what the server said, or why it cannot be reached */
  request(method: string, path: string, body?: JsonValue): Promise<{ body: JsonValue; headers: Headers }>;
}

export interface EndpointOptions {
  endpoint?: string;
  /** The server's own configuration, to find its admin API by. */
  config: string[];
}

/** The address by option, environment or configuration file; else where the server listens by default. */
export function createAdminClient(options: EndpointOptions, { env }: Terminal): AdminClient {
  const endpoint = (
    options.endpoint ??
    env.KRATOS_ADMIN_URL ??
    env.ORY_ADMIN_URL ??
    configuredEndpoint(options.config, env) ??
    DEFAULT_ENDPOINT
  ).replace(/\/$/, "");
  return { endpoint, request: (method, path, body) => send(endpoint, method, path, body) };
}

export interface Page {
  items: JsonValue[];
  /** The address of the next page, relative to the endpoint; undefined after the last one. */
  next: string | undefined;
}

/** @throws CommandError where the answer is no list */
export async function fetchPage(client: AdminClient, path: string): Promise<Page> {
  const { body, headers } = await client.request("GET", path);
  if (!Array.isArray(body)) throw new CommandError(`${client.endpoint}${path} did not answer with a list.`);
  return { items: body, next: nextPage(headers.get("link")) };
}

/** All pages of a list, one after the other. */
export async function* listAll(client: AdminClient, path: string): AsyncGenerator<JsonObject> {
  let next: string | undefined = path;
  while (next !== undefined) {
    const page = await fetchPage(client, next);
    yield* page.items.filter(isJsonObject);
    next = page.next;
  }
}

/** The query that has the config of these types of credentials shown. */
export function includeQuery(types: readonly string[]): URLSearchParams {
  return new URLSearchParams(types.map((type): [string, string] => ["include_credential", type]));
}

function nextPage(link: string | null): string | undefined {
  const target = /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  if (target === undefined) return undefined;
  const { pathname, search } = new URL(target, "http://localhost");
  return `${pathname}${search}`;
}

function configuredEndpoint(files: string[], env: Terminal["env"]): string | undefined {
  return files.length === 0 ? undefined : loadConfig({ files, env, isDev: true }).serve.admin.base_url;
}

async function send(
  endpoint: string,
  method: string,
  path: string,
  body?: JsonValue,
): Promise<{ body: JsonValue; headers: Headers }> {
  let response: Response;
  let text: string;
  const init: RequestInit = {
    method,
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: method === "GET" ? "manual" : "follow",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  let address = `${endpoint}${path}`;
  try {
    response = await fetch(address, init);
    // Kratos's admin API sends whoever asks for a schema on to its public address.
    const onward = response.status >= 300 && response.status < 400 && response.headers.get("location");
    if (onward) {
      address = new URL(onward, address).href;
      response = await fetch(address, { ...init, redirect: "follow" });
    }
    text = await response.text();
  } catch (error) {
    const reason = reasonOf(error);
    throw new CommandError(
      address === `${endpoint}${path}`
        ? `The admin API at ${endpoint} cannot be reached (${reason}). Start the server, or name its address with --endpoint or KRATOS_ADMIN_URL.`
        : `The admin API at ${endpoint} sends on to ${address}, which cannot be reached from here (${reason}). It is below serve.public.base_url.`,
    );
  }
  const answer = parse(text);
  if (!response.ok) {
    throw new CommandError(
      `${method} ${path}: ${String(response.status)} ${describe(answer) ?? text.slice(0, 200)}`,
    );
  }
  return { body: answer ?? null, headers: response.headers };
}

function parse(text: string): JsonValue | undefined {
  try {
    return text === "" ? undefined : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

/** What the server says was wrong. */
function describe(body: JsonValue | undefined): string | undefined {
  const error = isJsonObject(body) ? body.error : undefined;
  if (!isJsonObject(error)) return undefined;
  const parts = [error.message, error.reason].flatMap((part) =>
    typeof part === "string" && part !== "" ? [part] : [],
  );
  return parts.join(": ");
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
