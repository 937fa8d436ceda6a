// Everything around the flows: listeners, sessions, cookies, secrets, hashing, logs.
import * as z from "zod";
import {
  byteSize,
  count,
  duration,
  flag,
  httpUrl,
  optionalDuration,
  optionalSwitch,
  resourceUrl,
  strings,
} from "./values.js";

const socket = z
  .strictObject({ owner: z.string().optional(), group: z.string().optional(), mode: z.int().optional() })
  .optional();
const pemSource = z.strictObject({ path: z.string().optional(), base64: z.string().optional() }).optional();
const tls = z.strictObject({ key: pemSource, cert: pemSource }).optional();
const requestLog = z.strictObject({ disable_for_health: flag(false) }).prefault({});
const port = (fallback: number) => count(fallback, { min: 1, max: 65_535 });

export const serve = z
  .strictObject({
    public: z
      .strictObject({
        request_log: requestLog,
        /** How a browser reaches the public API; derived from host and port when it isn't set. */
        base_url: httpUrl().or(z.literal("")).default(""),
        // Loopback unless configured: an identity server is nobody's to reach by accident.
        host: z.string().default("127.0.0.1"),
        port: port(4433),
        socket,
        tls,
        cors: z
          .strictObject({
            enabled: flag(false),
            allowed_origins: strings(["*"]),
            allowed_methods: strings(["POST", "GET", "PUT", "PATCH", "DELETE"]),
            allowed_headers: strings([
              "Authorization",
              "Content-Type",
              "Max-Age",
              "X-Session-Token",
              "X-XSRF-TOKEN",
              "X-CSRF-TOKEN",
            ]),
            exposed_headers: strings(["Content-Type"]),
            allow_credentials: flag(true),
            options_passthrough: flag(false),
            /** Seconds. */
            max_age: count(0),
            debug: flag(false),
          })
          .prefault({}),
      })
      .prefault({}),
    admin: z
      .strictObject({
        request_log: requestLog,
        base_url: httpUrl().or(z.literal("")).default(""),
        host: z.string().default("127.0.0.1"),
        port: port(4434),
        socket,
        tls,
      })
      .prefault({}),
  })
  .prefault({});

const sameSite = z.enum(["Strict", "Lax", "None"]);
const requiredAal = z.enum(["aal1", "highest_available"]).default("highest_available");

export const cookies = z
  .strictObject({
    domain: z.string().default(""),
    path: z.string().default("/"),
    secure: optionalSwitch(),
    same_site: sameSite.default("Lax"),
  })
  .prefault({});

const tokenTemplate = z.strictObject({
  // As in Kratos, a token without a lifespan is over at once.
  ttl: duration("0s"),
  claims_mapper_url: resourceUrl().optional(),
  jwks_url: resourceUrl(),
  subject_source: z.enum(["id", "external_id"]).default("id"),
});

/** How a session becomes a token. */
export type TokenTemplate = z.output<typeof tokenTemplate>;

export const session = z
  .strictObject({
    lifespan: duration("24h"),
    /** How long before its end a session may be extended; the whole lifespan when it isn't set. */
    earliest_possible_extend: optionalDuration().optional(),
    cookie: z
      .strictObject({
        name: z.string().default("ory_kratos_session"),
        domain: z.string().optional(),
        path: z.string().optional(),
        persistent: flag(true),
        secure: optionalSwitch(),
        same_site: sameSite.optional(),
      })
      .prefault({}),
    whoami: z
      .strictObject({
        required_aal: requiredAal,
        tokenizer: z
          .strictObject({
            templates: z.record(z.string(), tokenTemplate).default({}),
          })
          .prefault({}),
      })
      .prefault({}),
  })
  .prefault({});

const secretList = (length: { min: number; max?: number }) =>
  z
    .array(
      z
        .string()
        .min(length.min, `must have at least ${String(length.min)} characters`)
        .max(length.max ?? 4096, `must have exactly ${String(length.max)} characters`),
    )
    .default([]);

/** The first entry signs and encrypts, every entry verifies and decrypts: put a new one in front to rotate. */
export const secrets = z
  .strictObject({
    default: secretList({ min: 16 }),
    cookie: secretList({ min: 16 }),
    pagination: secretList({ min: 16 }),
    cipher: secretList({ min: 32, max: 32 }),
  })
  .prefault({});

export const hashers = z
  .strictObject({
    algorithm: z.enum(["argon2", "bcrypt"]).default("bcrypt"),
    argon2: z
      .strictObject({
        memory: byteSize("128MB"),
        iterations: count(1, { min: 1 }),
        /** Threads of one hash; chosen by the hasher when it isn't set. */
        parallelism: z.int().min(1).optional(),
        salt_length: count(16, { min: 16 }),
        key_length: count(32, { min: 16 }),
        expected_duration: duration("500ms"),
        expected_deviation: duration("500ms"),
        dedicated_memory: byteSize("1GB"),
      })
      .prefault({}),
    bcrypt: z.strictObject({ cost: count(12, { min: 4, max: 31 }) }).prefault({}),
  })
  .prefault({});

export const identity = z.strictObject({
  default_schema_id: z.string().default("default"),
  schemas: z
    .array(
      z.strictObject({ id: z.string(), url: resourceUrl(), selfservice_selectable: flag(false) }),
      "is missing: name at least one schema with `id` and `url`",
    )
    .min(1, "must name at least one schema"),
});

export const log = z
  .strictObject({
    level: z.enum(["trace", "debug", "info", "warning", "error", "fatal", "panic"]).default("info"),
    leak_sensitive_values: flag(false),
    redaction_text: z.string().optional(),
    format: z.enum(["json", "text"]).default("text"),
  })
  .prefault({});

/** Where spans are sent. Addresses are `host:port`, as Kratos has them. */
export const tracing = z
  .strictObject({
    provider: z.enum(["", "otel", "jaeger", "zipkin"]).default(""),
    service_name: z.string().default("foyer-identity"),
    deployment_environment: z.string().default(""),
    providers: z
      .strictObject({
        otlp: z
          .strictObject({
            server_url: z
              .string()
              .regex(/^[\w.-]+:\d+$|^\[[\da-f:]+\]:\d+$/i, "must be host and port, such as localhost:4318")
              .optional(),
            insecure: flag(false),
            authorization_header: z.string().optional(),
            sampling: z.strictObject({ sampling_ratio: z.number().min(0).max(1).default(0) }).prefault({}),
          })
          .prefault({}),
        jaeger: z.record(z.string(), z.unknown()).optional(),
        zipkin: z.record(z.string(), z.unknown()).optional(),
      })
      .prefault({}),
  })
  .prefault({});

export const featureFlags = z
  .strictObject({
    cacheable_sessions: flag(false),
    cacheable_sessions_max_age: duration("0s"),
    use_continue_with_transitions: flag(false),
    choose_recovery_address: flag(false),
    legacy_continue_with_verification_ui: flag(false),
    legacy_require_verified_login_error: flag(false),
    faster_session_extend: flag(false),
    password_profile_registration_node_group: z.enum(["password", "default"]).default("default"),
    legacy_oidc_registration_node_group: flag(false),
  })
  .prefault({});

export const clients = z
  .strictObject({
    http: z
      .strictObject({ disallow_private_ip_ranges: flag(false), private_ip_exception_urls: strings() })
      .prefault({}),
    web_hook: z
      .strictObject({
        header_allowlist: strings([
          "Accept",
          "Accept-Encoding",
          "Accept-Language",
          "Content-Length",
          "Content-Type",
          "Origin",
          "Priority",
          "Referer",
          "Sec-Ch-Ua",
          "Sec-Ch-Ua-Mobile",
          "Sec-Ch-Ua-Platform",
          "Sec-Fetch-Dest",
          "Sec-Fetch-Mode",
          "Sec-Fetch-Site",
          "Sec-Fetch-User",
          "True-Client-Ip",
          "User-Agent",
        ]),
      })
      .prefault({}),
  })
  .prefault({});

export const database = z
  .strictObject({
    cleanup: z
      .strictObject({
        batch_size: count(100, { min: 1 }),
        sleep: z.strictObject({ tables: duration("1m") }).prefault({}),
        older_than: duration("0s"),
      })
      .prefault({}),
  })
  .prefault({});
