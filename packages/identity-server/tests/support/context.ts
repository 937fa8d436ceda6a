// A server's insides without a server: database in memory, the starter's configuration, light hashes, no mail sent.
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { loadConfig, type Environment } from "../../src/config/index.js";
import type { Context } from "../../src/context.js";
import { openCourier } from "../../src/courier/courier.js";
import { createSchemaRegistry } from "../../src/identities/schema.js";
import { createLimits } from "../../src/limits/limits.js";
import { createRequestMetrics } from "../../src/metrics/request-metrics.js";
import { createHttpClient } from "../../src/outgoing/client.js";
import { loadFresh } from "../../src/outgoing/documents.js";
import { createPasswordService } from "../../src/passwords/passwords.js";
import { openStore } from "../../src/store/index.js";

const identityFolder = fileURLToPath(new URL("../../../../identity/", import.meta.url));

export interface TestContext extends Context {
  /** Moves the clock. */
  wait(ms: number): void;
  close(): Promise<void>;
}

/** @param env settings in Kratos's way, over those of identity/kratos.yml */
export async function createTestContext(env: Environment = {}): Promise<TestContext> {
  const config = loadConfig({
    files: [`${identityFolder}kratos.yml`],
    env: {
      DSN: "memory",
      SERVE_PUBLIC_BASE_URL: "http://public.example/",
      SERVE_ADMIN_BASE_URL: "http://admin.example/",
      SECRETS_COOKIE_0: "a-secret-for-tests-of-32-letters",
      HASHERS_ARGON2_MEMORY: "1MB",
      HASHERS_ARGON2_ITERATIONS: "1",
      IDENTITY_SCHEMAS_0_ID: "person",
      IDENTITY_SCHEMAS_0_URL: `file://${identityFolder}identity.schema.json`,
      ...env,
    },
    isDev: true,
  });
  let now = Date.parse("2030-01-01T12:00:00Z");
  const log = pino({ level: "silent" });
  const store = openStore(":memory:");
  const http = createHttpClient(() => config);
  const schemas = createSchemaRegistry((url) => loadFresh(http, url, "identity.schemas"));
  await schemas.load({
    defaultSchemaId: config.identity.default_schema_id,
    schemas: config.identity.schemas,
  });
  const clock = () => now;
  const courier = await openCourier({ config: () => config, store, http, log, now: clock });
  return {
    config: () => config,
    store,
    schemas,
    passwords: createPasswordService({ config: () => config }),
    courier,
    http,
    limits: createLimits({ now: clock, isOff: true }),
    metrics: createRequestMetrics(),
    tracer: undefined,
    log,
    now: clock,
    isDev: true,
    wait: (ms) => {
      now += ms;
    },
    close: async () => {
      await courier.close();
      await store.close();
    },
  };
}
