// What Kratos's configuration can ask for and this server doesn't do, named at the start: by an error where going on
// would be wrong or unsafe, by a warning where the key just has no effect. A feature that comes in loses its line here.
import type { Config } from "./schema/index.js";
import type { Hook, WebHookConfig } from "./schema/hooks.js";

export interface SupportReport {
  errors: string[];
  warnings: string[];
}

interface Rule {
  key: string;
  isAsked: (config: Config) => boolean;
  text: string;
}

const refused: Rule[] = [
  {
    key: "selfservice.methods.oidc.config.providers",
    isAsked: ({ dev, selfservice: { methods } }) =>
      !dev &&
      methods.oidc.enabled &&
      methods.oidc.config.providers.some(({ provider }) => provider === "fedcm-test"),
    text: '"fedcm-test" takes tokens that anybody can make; it is for development mode alone',
  },
  {
    key: "selfservice.methods.password.config.migrate_hook.config.url",
    isAsked: ({ selfservice: { methods } }) => {
      const { enabled, config } = methods.password.config.migrate_hook;
      return enabled && config.url === undefined;
    },
    text: "is missing; name the address of the system that knows the passwords, or switch the hook off",
  },
  {
    key: "courier.http.request_config",
    isAsked: ({ courier }) => courier.delivery_strategy === "http" && !courier.http.request_config,
    text: 'is missing, and courier.delivery_strategy is "http"',
  },
  {
    key: "serve.public.tls",
    isAsked: ({ serve }) => serve.public.tls !== undefined,
    text: "this server speaks plain HTTP; let the app or a proxy end TLS in front of it",
  },
  {
    key: "serve.admin.tls",
    isAsked: ({ serve }) => serve.admin.tls !== undefined,
    text: "this server speaks plain HTTP; let a proxy end TLS in front of it",
  },
  {
    key: "serve.public.host",
    isAsked: ({ serve }) => serve.public.host.startsWith("unix:"),
    text: "a socket file is not possible here; name an address",
  },
  {
    key: "serve.admin.host",
    isAsked: ({ serve }) => serve.admin.host.startsWith("unix:"),
    text: "a socket file is not possible here; name an address",
  },
];

const withoutEffect: Rule[] = [
  {
    key: "tracing.provider",
    isAsked: ({ tracing }) => tracing.provider === "jaeger" || tracing.provider === "zipkin",
    text: "spans go out as `otel` alone, which Jaeger takes too; nothing is traced",
  },
  {
    key: "tracing.providers.otlp.server_url",
    isAsked: ({ tracing: { provider, providers } }) =>
      provider === "otel" && providers.otlp.server_url === undefined,
    text: "is missing, so nothing is traced",
  },
  {
    key: "organizations",
    isAsked: ({ organizations }) => organizations.length > 0,
    text: "has no effect here",
  },
  {
    key: "selfservice.methods.b2b",
    isAsked: ({ selfservice }) => selfservice.methods.b2b !== undefined,
    text: "has no effect here",
  },
  {
    key: "selfservice.methods.link.config.base_url",
    isAsked: ({ selfservice }) => selfservice.methods.link.config.base_url !== undefined,
    text: "has no effect, as in Kratos; links begin with serve.public.base_url",
  },
  { key: "enterprise", isAsked: ({ enterprise }) => enterprise !== undefined, text: "has no effect here" },
  {
    key: "serve.public.socket",
    isAsked: ({ serve }) => serve.public.socket !== undefined,
    text: "has no effect here",
  },
  {
    key: "serve.admin.socket",
    isAsked: ({ serve }) => serve.admin.socket !== undefined,
    text: "has no effect here",
  },
  {
    key: "courier.channels",
    isAsked: ({ courier }) =>
      courier.channels.some(({ request_config: { method } }) => method.toUpperCase() === "GET"),
    text: "a request_config that names no method sends GET, as in Kratos; most services want POST",
  },
  {
    key: "serve.public.cors.options_passthrough",
    isAsked: ({ serve }) => serve.public.cors.options_passthrough,
    text: "has no effect; what a browser asks before a request is answered here",
  },
  {
    key: "serve.public.cors.debug",
    isAsked: ({ serve }) => serve.public.cors.debug,
    text: "has no effect here",
  },
  {
    key: "log.leak_sensitive_values",
    isAsked: ({ log }) => log.leak_sensitive_values,
    text: "has no effect; the log holds nothing secret or personal",
  },
  {
    key: "log.redaction_text",
    isAsked: ({ log }) => log.redaction_text !== undefined,
    text: "has no effect; nothing is put in the place of what the log does not hold",
  },
  {
    key: "database.cleanup.older_than",
    isAsked: ({ database }) => database.cleanup.older_than > 0,
    text: "has no effect; what is over is swept by the server itself",
  },
  {
    key: "expose-metrics-port",
    isAsked: (config) => config["expose-metrics-port"] !== 0,
    text: "has no effect here",
  },
  {
    key: "selfservice.flows.registration.enable_legacy_one_step",
    isAsked: ({ selfservice }) => selfservice.flows.registration.enable_legacy_one_step,
    text: "is the older way to write `style: unified`",
  },
];

export function reportSupport(config: Config): SupportReport {
  const named = (rules: Rule[]) =>
    rules.filter((rule) => rule.isAsked(config)).map((rule) => `${rule.key}: ${rule.text}`);
  const report: SupportReport = { errors: named(refused), warnings: named(withoutEffect) };
  for (const { key, hook } of everyHook(config)) {
    if (hook.hook === "web_hook") report.errors.push(...problemsOfWebHook(key, hook.config));
    if (hook.hook === "b2b_sso" || hook.hook === "organization") {
      report.warnings.push(`${key}: "${hook.hook}" has no effect here`);
    }
  }
  return report;
}

/** What Kratos only finds out when the hook is to run. */
function problemsOfWebHook(key: string, { method, body, response, can_interrupt }: WebHookConfig): string[] {
  const problems: string[] = [];
  if (body === undefined && method.toUpperCase() !== "TRACE") {
    problems.push(`${key}.config.body: is missing; name the Jsonnet template of the request's body`);
  }
  if (response.ignore && can_interrupt) {
    problems.push(
      `${key}.config: an answer that is ignored cannot interrupt (response.ignore, can_interrupt)`,
    );
  }
  return problems;
}

interface NamedHook {
  key: string;
  hook: Hook;
}

function everyHook(config: Config): NamedHook[] {
  const found: NamedHook[] = [];
  for (const [flow, settings] of Object.entries(config.selfservice.flows)) {
    if (!("before" in settings)) continue;
    const prefix = `selfservice.flows.${flow}`;
    add(`${prefix}.before.hooks`, settings.before.hooks);
    const { hooks, default_browser_return_url: _, ...perMethod } = settings.after;
    add(`${prefix}.after.hooks`, hooks);
    for (const [name, after] of Object.entries(perMethod))
      add(`${prefix}.after.${name}.hooks`, after?.hooks ?? []);
  }
  return found;

  function add(key: string, hooks: Hook[]): void {
    hooks.forEach((hook, index) => found.push({ key: `${key}.${String(index)}`, hook }));
  }
}
