// Configurations in which an older system is asked whether a password is right.
import { fileURLToPath } from "node:url";
import { RECEIVER } from "../lib/receiver";
import type { JsonValue } from "../lib/scenario";

type Settings = Record<string, JsonValue>;

const told = `file://${fileURLToPath(new URL("migrate-hook.jsonnet", import.meta.url))}`;
const inline = (template: string) => `base64://${Buffer.from(template).toString("base64")}`;

const migrating = (config: Settings = {}): Settings => ({
  "selfservice.methods.password.config.migrate_hook": {
    enabled: true,
    config: { url: `${RECEIVER}/migrate`, ...config },
  },
});

export const migrateHookVariants: Record<string, Settings> = {
  "migrate-hook": migrating(),
  "migrate-hook-sent": migrating({
    url: `${RECEIVER}/migrate?with=query`,
    method: "POST",
    headers: { "X-Tenant": "one" },
    auth: { type: "api_key", config: { in: "header", name: "X-Api-Key", value: "key" } },
    emit_analytics_event: false,
  }),
  "migrate-hook-template": migrating({
    body: told,
    auth: { type: "basic_auth", config: { user: "ada", password: "se:cret" } },
  }),
  "migrate-hook-broken": migrating({ body: inline("function(ctx) ctx.nothing") }),
  "migrate-hook-cancelled": migrating({ body: inline("function(ctx) error 'cancel'") }),
  "migrate-hook-unreachable": migrating({ url: "http://127.0.0.1:9/migrate" }),
  "migrate-hook-identifier-first": { ...migrating(), "selfservice.flows.login.style": "identifier_first" },
  "migrate-hook-second-factor": {
    ...migrating(),
    "selfservice.methods.totp": { enabled: true, config: { issuer: "Foyer" } },
  },
};
