// Requests as the configuration describes them: address, headers, credentials, and a body that Jsonnet makes.
import type { WebHookConfig } from "../config/index.js";
import { isJsonObject, type JsonValue } from "../json.js";
import { evaluateJsonnet, JsonnetError } from "../jsonnet/evaluate.js";
import type { HttpClient, OutgoingRequest } from "./client.js";
import { loadDocument } from "./documents.js";

export interface RequestConfig {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  auth?: WebHookConfig["auth"];
}

/** The configuration asks for what cannot be sent. */
export class RequestConfigError extends Error {}

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

/**
 * @param http loads the template, where that is not a file
 * @param input what the template is called with, as `ctx`
 * @param key the configuration key of the request, for errors
 * @returns undefined when the template cancels the request (`error "cancel"`)
 * @throws RequestConfigError, JsonnetError, or Error when the template cannot be loaded
 */
export async function templatedRequest(
  http: HttpClient,
  config: RequestConfig,
  input: JsonValue,
  key: string,
): Promise<OutgoingRequest | undefined> {
  const request = emptyRequest(config);
  // TRACE is the one method without a body: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8
  if (config.method.toUpperCase() === "TRACE") return request;
  const body = await makeBody(http, config, contentTypeOf(request), input, key);
  return body === undefined ? undefined : { ...request, body };
}

/** With a body that no template makes. */
export function jsonRequest(config: RequestConfig, body: JsonValue): OutgoingRequest {
  return { ...emptyRequest(config), body: JSON.stringify(body) };
}

function emptyRequest(config: RequestConfig): OutgoingRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(config.headers)) headers[name.toLowerCase()] = value;
  headers["content-type"] ??= JSON_TYPE;
  return {
    method: config.method.toUpperCase(),
    url: config.url,
    headers: { ...headers, ...credentials(config, headers) },
  };
}

function credentials({ auth }: RequestConfig, headers: Record<string, string>): Record<string, string> {
  if (auth === undefined) return {};
  if (auth.type === "basic_auth") {
    const { user, password } = auth.config;
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
  }
  const { name, value } = auth.config;
  if (auth.config.in === "header") return { [name.toLowerCase()]: value };
  const others = headers.cookie;
  return { cookie: `${others === undefined ? "" : `${others}; `}${name}=${value}` };
}

function contentTypeOf({ headers }: OutgoingRequest): string {
  return headers["content-type"] ?? JSON_TYPE;
}

async function makeBody(
  http: HttpClient,
  config: RequestConfig,
  contentType: string,
  input: JsonValue,
  key: string,
): Promise<string | undefined> {
  if (config.body === undefined) throw new RequestConfigError(`${key}.body: is missing`);
  if (contentType !== JSON_TYPE && contentType !== FORM_TYPE) {
    throw new RequestConfigError(`${key}.headers: the content type must be ${JSON_TYPE} or ${FORM_TYPE}`);
  }
  const template = await loadTemplate(http, config.body, `${key}.body`);
  let made: JsonValue;
  try {
    made = await evaluateJsonnet(template, { arguments: { ctx: input } });
  } catch (error) {
    if (error instanceof JsonnetError && error.raised?.startsWith("cancel")) return undefined;
    throw error;
  }
  return contentType === FORM_TYPE ? formBody(made, key) : JSON.stringify(made);
}

function formBody(made: JsonValue, key: string): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(isJsonObject(made) ? made : {}).sort()) {
    if (typeof value !== "string") throw new RequestConfigError(`${key}.body: a form holds texts alone`);
    form.append(name, value);
  }
  return form.toString();
}

async function loadTemplate(http: HttpClient, address: string, key: string): Promise<string> {
  // An address without a scheme is a file, in the older way.
  return loadDocument(http, /^[a-z0-9]+:\/\//i.test(address) ? address : `file://${address}`, key);
}
