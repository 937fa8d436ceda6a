// The service's errors as data: what is thrown inside, and the body that a client gets.
import type { JsonObject } from "../json.js";

export interface ApiErrorOptions {
  /** HTTP status. */
  code: number;
  /** The status of the answer where it is not the one that its body names, as with some of Kratos's. */
  status?: number;
  /** The same, for submissions of native clients alone. */
  statusForNative?: number;
  /** A stable id such as `session_inactive`; only some errors have one. */
  id?: string;
  /** The sentence for the class of error. */
  message: string;
  /** What happened in this case and what to do, for the person who must act. */
  reason?: string;
  details?: JsonObject;
  /** Only sent in dev mode. */
  debug?: string;
  /** Keys that stand beside `error` in the body: `use_flow_id`, `redirect_browser_to`, `expired_at`, `since`. */
  extra?: JsonObject;
}

/** An error that the HTTP layer turns into an answer. Whatever else is thrown is a 500. */
export class ApiError extends Error {
  readonly code: number;
  readonly status: number;
  readonly statusForNative: number;
  readonly id: string | undefined;
  readonly reason: string | undefined;
  readonly details: JsonObject | undefined;
  readonly debug: string | undefined;
  readonly extra: JsonObject | undefined;

  constructor(options: ApiErrorOptions) {
    super(options.message);
    this.name = "ApiError";
    this.code = options.code;
    this.status = options.status ?? options.code;
    this.statusForNative = options.statusForNative ?? this.status;
    this.id = options.id;
    this.reason = options.reason;
    this.details = options.details;
    this.debug = options.debug;
    this.extra = options.extra;
  }
}
