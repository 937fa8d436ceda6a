// What other services are told of a visitor's request: the headers of `clients.web_hook.header_allowlist`.
import type { Config } from "../config/index.js";
import type { FlowRequest } from "../flows/request.js";
import type { JsonObject } from "../json.js";

/** @returns lists of values, by names in the way of Go: `User-Agent` */
export function allowedHeaders(config: Config, request: Pick<FlowRequest, "header">): JsonObject {
  return pickHeaders(config.clients.web_hook.header_allowlist, request);
}

/** All of them but the one that names this server. */
export function allHeaders(request: Pick<FlowRequest, "header" | "headerNames">): JsonObject {
  return pickHeaders(
    request.headerNames().filter((name) => name !== "host"),
    request,
  );
}

function pickHeaders(names: readonly string[], request: Pick<FlowRequest, "header">): JsonObject {
  const headers: JsonObject = {};
  for (const name of names) {
    const value = request.header(name.toLowerCase());
    if (value !== null) headers[canonicalName(name)] = [value];
  }
  return headers;
}

function canonicalName(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
