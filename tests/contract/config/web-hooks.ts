// Configurations with web hooks, which tell the receiver of what happens.
import { fileURLToPath } from "node:url";
import { RECEIVER } from "../lib/receiver";
import type { JsonValue } from "../lib/scenario";

type Settings = Record<string, JsonValue>;

const everything = `file://${fileURLToPath(new URL("everything.jsonnet", import.meta.url))}`;
const inline = (template: string) => `base64://${Buffer.from(template).toString("base64")}`;
const marked = inline("function(ctx) { url: ctx.flow.request_url }");

const hook = (path: string, config: Settings = {}): JsonValue => ({
  hook: "web_hook",
  config: { url: `${RECEIVER}/${path}`, method: "POST", body: everything, ...config },
});

/** One hook at every place of all flows. */
function everywhere(config: Settings): Settings {
  const settings: Settings = {};
  const after = (flow: string, ...methods: string[]) => {
    settings[`selfservice.flows.${flow}.after.hooks`] = [hook(`${flow}-after`, config)];
    for (const method of methods) {
      settings[`selfservice.flows.${flow}.after.${method}.hooks`] = [hook(`${flow}-after-${method}`, config)];
    }
  };
  after("login", "password");
  after("registration", "password");
  after("settings", "password");
  after("recovery");
  after("verification");
  return settings;
}

const flows = ["login", "registration", "settings", "recovery", "verification"];

export const webHookVariants: Record<string, Settings> = {
  "web-hooks": everywhere({}),
  "web-hooks-parse": {
    ...everywhere({ response: { parse: true } }),
    "selfservice.flows.settings.after.profile.hooks": [
      hook("settings-after-profile", { response: { parse: true } }),
    ],
  },
  "web-hooks-interrupt": everywhere({ can_interrupt: true }),
  "web-hooks-ignore": everywhere({ response: { ignore: true }, body: marked }),
  "web-hooks-before": Object.fromEntries(
    flows.map((flow) => [`selfservice.flows.${flow}.before.hooks`, [hook(`${flow}-before`)]]),
  ),
  "web-hooks-before-interrupt": Object.fromEntries(
    flows.map((flow) => [
      `selfservice.flows.${flow}.before.hooks`,
      [hook(`${flow}-before`, { can_interrupt: true })],
    ]),
  ),
  /** Each way to send a request, one after the other. */
  "web-hook-requests": {
    "selfservice.flows.login.after.password.hooks": [
      hook("basic", {
        auth: { type: "basic_auth", config: { user: "ada", password: "se:cret" } },
        body: marked,
      }),
      hook("key-header", {
        auth: { type: "api_key", config: { in: "header", name: "X-Api-Key", value: "key" } },
        body: marked,
      }),
      hook("key-cookie", {
        auth: { type: "api_key", config: { in: "cookie", name: "key", value: "value" } },
        body: marked,
      }),
      hook("headers", { headers: { "X-Tenant": "one", "Content-Type": "application/json" }, body: marked }),
      hook("form", {
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: inline("function(ctx) { url: ctx.flow.request_url, who: ctx.identity.traits.email }"),
      }),
      hook("put", { method: "PUT", body: marked }),
      hook("get", { method: "GET", body: marked }),
      hook("quiet", { emit_analytics_event: false, body: marked }),
      hook("cancelled", { body: inline("function(ctx) error 'cancel'") }),
      hook("from-elsewhere", { body: `${RECEIVER}/files/everything.jsonnet` }),
      hook("last?with=query", { id: "named", body: marked }),
    ],
  },
  "web-hook-broken": {
    "selfservice.flows.login.after.password.hooks": [
      hook("broken", { body: inline("function(ctx) ctx.nothing") }),
    ],
  },
  "web-hook-form-of-objects": {
    "selfservice.flows.login.after.password.hooks": [
      hook("form", {
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: inline("function(ctx) { flow: { url: ctx.flow.request_url } }"),
      }),
    ],
  },
  "web-hook-allowed-headers": {
    "clients.web_hook.header_allowlist": ["X-Tenant", "user-agent"],
    "selfservice.flows.login.after.password.hooks": [hook("headers")],
  },
  "web-hook-order": {
    "selfservice.flows.login.after.password.hooks": [
      hook("first", { body: marked }),
      { hook: "require_verified_address" },
      hook("second", { body: marked }),
    ],
  },
};
