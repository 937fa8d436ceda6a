// From files and environment to one checked, complete configuration; or to all that is wrong with them, at once.
import { hostname } from "node:os";
import type { z } from "zod";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { parseDsn } from "./dsn.js";
import { EnvironmentValueError, readEnvironment, type Environment } from "./environment.js";
import { ConfigFileError, readFiles } from "./file.js";
import { mergeInto } from "./merge.js";
import { configSchema, type Config } from "./schema/index.js";
import { completeSecrets, knownSecrets } from "./secrets.js";
import { reportSupport } from "./support.js";

export interface ConfigSources {
  /** Configuration files; later ones are laid over earlier ones. */
  files: readonly string[];
  /** Usually `process.env`; laid over the files. */
  env: Environment;
  /** Development mode, as `--dev` asks for it. `dev: true` in a file does the same. */
  isDev: boolean;
  /** Gets a line for each key that has no effect, and for secrets that had to be made up. */
  warn?: (text: string) => void;
}

/** Names everything that is wrong, one line each, beginning with the key. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? "a problem" : `${String(problems.length)} problems`}:\n${problems.map((line) => `  ${line}`).join("\n")}`,
    );
    this.name = "ConfigError";
  }
}

// Where Kratos passes over a key that it doesn't know; everywhere else it stops, and so does this server.
const LENIENT = new Set([
  "selfservice.methods.code",
  "selfservice.methods.code.config",
  "selfservice.methods.link.config",
  "selfservice.methods.webauthn.config.rp",
  "selfservice.methods.passkey.config.rp",
  "courier.worker",
  "ciphers",
  "security",
  "security.account_enumeration",
  "clients",
  "clients.http",
  "clients.web_hook",
  "database.cleanup",
  "database.cleanup.sleep",
  "session.whoami.tokenizer",
]);

function isLenient(path: readonly PropertyKey[]): boolean {
  const isTokenTemplate =
    path.length === 5 && path.slice(0, 4).join(".") === "session.whoami.tokenizer.templates";
  return isTokenTemplate || LENIENT.has(path.join("."));
}

/**
 * Reads, merges, checks and completes the configuration.
 *
 * @throws ConfigError with every problem found
 */
export function loadConfig(sources: ConfigSources): Config {
  const warn = sources.warn ?? (() => undefined);
  const raw = readSources(sources);
  let result = configSchema.safeParse(raw, { jitless: true });
  if (!result.success) {
    const passedOver = removeLenientKeys(raw, result.error.issues);
    for (const key of passedOver) warn(`${key}: is unknown and has no effect`);
    if (passedOver.length > 0) result = configSchema.safeParse(raw, { jitless: true });
  }
  if (!result.success) throw new ConfigError(result.error.issues.flatMap(describeIssue));

  const config = result.data;
  config.dev ||= sources.isDev;
  const problems = complete(config, warn);
  const support = reportSupport(config);
  problems.push(...support.errors);
  if (problems.length > 0) throw new ConfigError(problems);
  for (const warning of support.warnings) warn(warning);
  warnOfFallbackPages(config, warn);
  return config;
}

function readSources({ files, env }: ConfigSources): JsonObject {
  try {
    const raw = readFiles(files);
    mergeInto(raw, readEnvironment(env));
    return raw;
  } catch (error) {
    if (error instanceof ConfigFileError || error instanceof EnvironmentValueError) {
      throw new ConfigError([error.message]);
    }
    throw error;
  }
}

/** Fills in what follows from other keys. Returns problems that only show between keys. */
function complete(config: Config, warn: (text: string) => void): string[] {
  const problems: string[] = [];
  const dsn = parseDsn(config.dsn);
  if (dsn.kind === "unsupported") problems.push(`dsn: ${dsn.problem}`);

  for (const listener of [config.serve.public, config.serve.admin]) {
    if (listener.base_url === "") {
      const anyHost = listener.host === "" || listener.host === "0.0.0.0" || listener.host === "::";
      const host = anyHost ? hostname() : listener.host;
      const authority = host.includes(":") ? `[${host}]` : host;
      listener.base_url = `${config.dev ? "http" : "https"}://${authority}:${String(listener.port)}/`;
    }
  }

  const secrets = completeSecrets(config.secrets, { isDev: config.dev, warn });
  if ("problem" in secrets) problems.push(secrets.problem);
  else config.secrets = secrets;

  if (!config.dev) problems.push(...knownSecrets(config.secrets, config.serve.public.base_url));

  if (config.ciphers.algorithm !== "noop" && config.secrets.cipher.length === 0) {
    problems.push(
      `secrets.cipher: is missing, and ciphers.algorithm is "${config.ciphers.algorithm}". Set SECRETS_CIPHER_0 to 32 random characters`,
    );
  }
  if (config.selfservice.flows.registration.enable_legacy_one_step) {
    config.selfservice.flows.registration.style = "unified";
  }
  // The older API told of it in the form itself; today's flag for that does the work.
  config.feature_flags.legacy_require_verified_login_error ||= config.legacy.v0alpha2;
  const isBySmtp = config.courier.delivery_strategy === "smtp";
  if (sendsMail(config) && !config.dev && isBySmtp && config.courier.smtp.connection_uri === undefined) {
    problems.push(
      "courier.smtp.connection_uri: is missing, and recovery and verification send mails. Set COURIER_SMTP_CONNECTION_URI, for example to smtps://user:password@mail.example.org:465/; with --dev mails stay in the dev inbox instead",
    );
  }
  const ids = config.identity.schemas.map((schema) => schema.id);
  if (!ids.includes(config.identity.default_schema_id)) {
    problems.push(
      `identity.default_schema_id: "${config.identity.default_schema_id}" is none of identity.schemas (${ids.join(", ")})`,
    );
  }
  if (new Set(ids).size < ids.length) problems.push("identity.schemas: two schemas have the same id");
  return problems;
}

function sendsMail({ selfservice: { flows, methods } }: Config): boolean {
  const byCode = methods.code.passwordless_enabled || methods.code.mfa_enabled;
  return flows.recovery.enabled || flows.verification.enabled || byCode;
}

function warnOfFallbackPages(config: Config, warn: (text: string) => void): void {
  const { flows } = config.selfservice;
  for (const [name, flow] of Object.entries(flows)) {
    if (!("ui_url" in flow) || ("enabled" in flow && !flow.enabled)) continue;
    if (flow.ui_url.startsWith("https://www.ory.sh/kratos/docs/fallback/")) {
      warn(`selfservice.flows.${name}.ui_url: is not set; people are sent to a page of Ory's documentation`);
    }
  }
}

function removeLenientKeys(raw: JsonObject, issues: readonly z.core.$ZodIssue[]): string[] {
  const removed: string[] = [];
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys" || !isLenient(issue.path)) continue;
    const parent = issue.path.reduce<JsonValue | undefined>(
      (value, part) => (isJsonObject(value) ? value[String(part)] : undefined),
      raw,
    );
    if (!isJsonObject(parent)) continue;
    for (const key of issue.keys) {
      Reflect.deleteProperty(parent, key);
      removed.push([...issue.path, key].join("."));
    }
  }
  return removed;
}

/** One issue as lines for a person, each `key: what is wrong`. A value is never repeated: it may be a secret. */
function describeIssue(issue: z.core.$ZodIssue): string[] {
  const at = (key: string, text: string) => `${key === "" ? "the configuration" : key}: ${text}`;
  const key = issue.path.join(".");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((name) =>
        at([...issue.path, name].join("."), "is unknown; check its name and place"),
      );
    case "invalid_type":
      if (issue.input === undefined && !/received (?!undefined)/.test(issue.message)) {
        return [at(key, issue.message.startsWith("is ") ? issue.message : "is missing")];
      }
      return [at(key, `must be ${nameOfType(issue.expected)}`)];
    case "invalid_value":
      return [at(key, `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`)];
    case "too_small":
      return [
        at(key, isOwnText(issue.message) ? issue.message : `must be at least ${String(issue.minimum)}`),
      ];
    case "too_big":
      return [at(key, isOwnText(issue.message) ? issue.message : `must be at most ${String(issue.maximum)}`)];
    case "invalid_union":
      return [
        at(
          key,
          "discriminator" in issue ? "names nothing that is known here" : "has a value that does not fit",
        ),
      ];
    case "custom":
      return [at(key, issue.message)];
    default:
      return [at(key, "has a value that does not fit")];
  }
}

function isOwnText(message: string): boolean {
  return /^(must|is) /.test(message);
}

function nameOfType(expected: string): string {
  const names: Record<string, string> = {
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "a group of keys",
    record: "a group of keys",
  };
  return names[expected] ?? `of the type ${expected}`;
}
