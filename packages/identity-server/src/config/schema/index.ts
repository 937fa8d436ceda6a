// The whole configuration: Kratos's own keys and defaults, checked and typed.
import * as z from "zod";
import { courier } from "./courier.js";
import { flows } from "./flows.js";
import { methods } from "./methods.js";
import {
  clients,
  cookies,
  database,
  featureFlags,
  hashers,
  identity,
  log,
  secrets,
  serve,
  session,
  tracing,
} from "./server.js";
import { flag, httpUrl, strings, urlReference } from "./values.js";

export const configSchema = z.strictObject({
  version: z.string().optional(),
  dsn: z.string(),
  serve,
  selfservice: z.strictObject({
    default_browser_return_url: urlReference(),
    allowed_return_urls: strings(),
    methods,
    flows,
  }),
  session,
  cookies,
  secrets,
  hashers,
  identity,
  courier,
  log,
  feature_flags: featureFlags,
  clients,
  database,
  ciphers: z
    .strictObject({ algorithm: z.enum(["noop", "aes", "xchacha20-poly1305"]).default("noop") })
    .prefault({}),
  security: z
    .strictObject({ account_enumeration: z.strictObject({ mitigate: flag(false) }).prefault({}) })
    .prefault({}),
  oauth2_provider: z
    .strictObject({
      url: httpUrl().optional(),
      headers: z.record(z.string(), z.string()).default({}),
      override_return_to: flag(false),
    })
    .prefault({}),
  // Foyer's own: Kratos stops at a key that it doesn't know, so a file that both read sets it by LEGACY_V0ALPHA2 instead.
  legacy: z.strictObject({ v0alpha2: flag(false) }).prefault({}),
  dev: flag(false),
  "watch-courier": flag(false),
  tracing,
  // Read so that a file made for Kratos is taken; without effect here (see ../support.ts).
  organizations: z.array(z.unknown()).default([]),
  enterprise: z.strictObject({ identity_schema_fallback_url_template: z.string().optional() }).optional(),
  preview: z
    .looseObject({ default_read_consistency_level: z.enum(["strong", "eventual"]).default("strong") })
    .prefault({}),
  revision: z.string().optional(),
  "sqa-opt-out": flag(false),
  "expose-metrics-port": z.int().min(0).max(65_535).default(0),
  config: strings(),
  help: flag(false),
});

/** The configuration. Keys are Kratos's own; durations are milliseconds, sizes bytes. */
export type Config = z.output<typeof configSchema>;
