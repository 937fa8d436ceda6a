// Everything that a flow, a method or a handler needs, passed along and never global.
import type { Logger } from "pino";
import type { Config } from "./config/index.js";
import type { Courier } from "./courier/courier.js";
import type { SchemaRegistry } from "./identities/schema.js";
import type { Limits } from "./limits/limits.js";
import type { RequestMetrics } from "./metrics/request-metrics.js";
import type { HttpClient } from "./outgoing/client.js";
import type { PasswordService } from "./passwords/passwords.js";
import type { Store } from "./store/index.js";
import type { Tracer } from "./tracing/tracer.js";
import type { Timestamp } from "./time.js";

export interface Context {
  /** The current configuration; a reload swaps it. */
  config: () => Config;
  store: Store;
  schemas: SchemaRegistry;
  passwords: PasswordService;
  courier: Courier;
  /** For requests to other services. */
  http: HttpClient;
  limits: Limits;
  /** Undefined where nothing is traced. */
  tracer: Tracer | undefined;
  /** What has been asked, for Prometheus. */
  metrics: RequestMetrics;
  log: Logger;
  now: () => Timestamp;
  isDev: boolean;
}
