// The body of an error, as clients get it.
import { STATUS_CODES } from "node:http";
import type { JsonObject } from "../json.js";
import type { ApiError } from "./error.js";

export interface ErrorJsonOptions {
  /** Adds `debug`. */
  isDev: boolean;
  /** The client's X-Request-ID. */
  requestId?: string;
}

/** The generic error object. */
export function errorObject(error: ApiError, { isDev, requestId }: ErrorJsonOptions): JsonObject {
  return {
    ...(error.id !== undefined && { id: error.id }),
    code: error.code,
    status: STATUS_CODES[error.code] ?? "Error",
    ...(requestId !== undefined && { request: requestId }),
    ...(error.reason !== undefined && { reason: error.reason }),
    ...(isDev && error.debug !== undefined && { debug: error.debug }),
    ...(error.details && Object.keys(error.details).length > 0 && { details: error.details }),
    message: error.message,
  };
}

/** The object under `error`, and beside it the keys that some errors add. */
export function errorBody(error: ApiError, options: ErrorJsonOptions): JsonObject {
  return { error: errorObject(error, options), ...error.extra };
}
