/** The app's configuration, checked once. The only place of the app that reads `process.env`. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type DatabaseAddress, parseDatabaseUrl } from "./db/address";
import { type MailService, parseInboxUrl, parseSender, parseSmtpUri } from "./mail/service";
import type { Telemetry } from "./telemetry/start";

/** iron-session seals with keys of 32 characters and more. */
const SECRET_LENGTH = 32;

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  ORY_SDK_URL: serviceUrl("the public API of the identity service").default("http://127.0.0.1:4433"),
  ORY_ADMIN_URL: serviceUrl("the admin API of the identity service").default("http://127.0.0.1:4434"),
  ORY_API_KEY: optional(z.string()),
  ORY_OAUTH2_ADMIN_URL: optional(serviceUrl("the admin API of Ory Hydra")),
  APP_URL: optional(
    z.string().transform((text, context) => {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url && isWeb(url) && url.pathname === "/" && !url.search && !url.hash) return url.origin;
      context.addIssue("must be the app's origin and nothing more, such as https://www.example.com");
      return z.NEVER;
    }),
  ),
  FOYER_SECRET: optional(
    z.string().min(SECRET_LENGTH, `must have ${SECRET_LENGTH} characters or more (npm run --silent secrets)`),
  ),
  SECURITY_EVENTS_DAYS: z.coerce.number("must be a number of days").int().min(1).max(36_500).default(400),
  HSTS_SUBDOMAINS: z.enum(["on", "off"]).default("off"),
  FLOW_URL: z.enum(["rewrite", "redirect"]).default("rewrite"),
  COOKIE_DOMAIN: optional(z.string().regex(/^\.?[a-z0-9-]+(\.[a-z0-9-]+)*$/i, "must be a host name")),
  SESSION_COOKIE_NAME: z
    .string()
    .regex(/^[\w.-]+$/, "must be a cookie's name")
    .default("ory_kratos_session"),
  TRUST_PROXY: optional(z.coerce.number().int().min(0).max(10)),
  DATABASE_URL: z
    .string()
    .default("file:.foyer/app.sqlite")
    .transform((text, context) => {
      const address = parseDatabaseUrl(text);
      if (address) return address;
      context.addIssue(
        "must be a file, such as file:./app.sqlite, or postgres://user:password@host/database",
      );
      return z.NEVER;
    }),
  ADMIN_EMAILS: z
    .string()
    .default("")
    .transform((text, context) => {
      const addresses = text.split(/[\s,]+/).filter((address) => address !== "");
      const wrong = addresses.find((address) => !/^[^@\s]+@[^@\s]+$/.test(address));
      if (wrong === undefined) return addresses.map((address) => address.toLowerCase());
      context.addIssue(`must be mail addresses, separated by commas; ${wrong} is none`);
      return z.NEVER;
    }),
  REQUIRE_AAL2: z.enum(["nobody", "admins", "everybody"]).default("nobody"),
  MAIL_SMTP_URI: optional(
    read(parseSmtpUri, "must be a mail server, such as smtps://user:password@mail.example.com:465"),
  ),
  MAIL_FROM: optional(read(parseSender, "must be an address, such as Example <hello@example.com>")),
  /** Set by `npm run dev`: where mails go that nobody has named a server for. */
  MAIL_INBOX_URL: optional(
    read(parseInboxUrl, "must be the dev inbox of an identity server on this machine, by http"),
  ),
  /** Vercel's own proxy is the only way in there. */
  VERCEL: optional(z.string()),
  /** Set by hosts that run functions: their file systems are not kept. */
  AWS_LAMBDA_FUNCTION_NAME: optional(z.string()),
  NETLIFY: optional(z.string()),
  K_SERVICE: optional(z.string()),
  RATE_LIMIT: z
    .union([z.literal("off"), z.coerce.number("must be a number or off").int().min(1).max(100_000)])
    .default(30),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(serviceUrl("an OpenTelemetry collector that takes OTLP by HTTP")),
  OTEL_EXPORTER_OTLP_HEADERS: optional(
    z.string().transform((text, context) => {
      const pairs = text.split(",").map((pair) => /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(pair));
      if (pairs.every((pair) => pair !== null)) {
        return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, safeDecode(value)]));
      }
      context.addIssue("must be name=value, separated by commas");
      return z.NEVER;
    }),
  ),
  OTEL_SERVICE_NAME: z.string().default("foyer"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export interface Env {
  isProduction: boolean;
  /** Base addresses without a slash at the end. */
  publicUrl: string;
  adminUrl: string;
  /** The admin API of the OAuth2 server whose consent pages this app has; without it there are none. */
  oauth2AdminUrl: string | undefined;
  /** Ory Network's key for the admin API. */
  apiKey: string | undefined;
  /** The origin visitors use; where it is not set, each request's own host counts. */
  appOrigin: string | undefined;
  secret: string;
  /** Where the app's own data is kept. */
  database: DatabaseAddress;
  /** Whoever has confirmed one of these addresses becomes an administrator at their first visit to /admin; lower case. */
  adminEmails: string[];
  /** Whose sessions count only once they are proved with a second factor. */
  requireAal2: "nobody" | "admins" | "everybody";
  /** How long security events are kept. */
  securityEventsDays: number;
  /** Whether browsers are told to reach every subdomain over https as well. */
  hasHttpsSubdomains: boolean;
  flowUrl: "rewrite" | "redirect";
  cookieDomain: string | undefined;
  sessionCookieName: string;
  /** How many proxies in front of the app may be believed about the visitor's address and host. */
  trustedProxies: number;
  /** Posts that one address may make about one account, with one session or in one flow within ten minutes. */
  rateLimit: number | "off";
  /** Where the app's own mails go; undefined where none are sent. */
  mail: MailService | undefined;
  logLevel: z.infer<typeof schema>["LOG_LEVEL"];
  /** Where traces go; undefined where there are to be none. */
  telemetry: Telemetry | undefined;
}

let checked: Env | undefined;

/**
 * @returns the checked configuration, the same object at every call
 * @throws {Error} that names each variable that is wrong, and what to do
 */
export function env(): Env {
  checked ??= readEnv(process.env);
  return checked;
}

/** Checks a set of variables; {@link env} does it for those of the process. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(withoutEmpty(variables));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new Error(`The app's configuration is not valid (see .env.example):\n${problems.join("\n")}`);
  }
  const { data } = parsed;
  const isProduction = data.NODE_ENV === "production";
  const problems = [secretProblem(data), keptDataProblem(data)].filter((each) => each !== undefined);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return {
    isProduction,
    publicUrl: data.ORY_SDK_URL,
    adminUrl: data.ORY_ADMIN_URL,
    oauth2AdminUrl: data.ORY_OAUTH2_ADMIN_URL,
    apiKey: data.ORY_API_KEY,
    appOrigin: data.APP_URL,
    secret: data.FOYER_SECRET ?? passingSecret(),
    database: data.DATABASE_URL,
    adminEmails: data.ADMIN_EMAILS,
    requireAal2: data.REQUIRE_AAL2,
    securityEventsDays: data.SECURITY_EVENTS_DAYS,
    hasHttpsSubdomains: data.HSTS_SUBDOMAINS === "on",
    flowUrl: data.FLOW_URL,
    cookieDomain: data.COOKIE_DOMAIN,
    sessionCookieName: data.SESSION_COOKIE_NAME,
    trustedProxies: data.TRUST_PROXY ?? (data.VERCEL ? 1 : 0),
    rateLimit: data.RATE_LIMIT,
    mail: mailService(data),
    logLevel: data.LOG_LEVEL,
    telemetry: data.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          endpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT,
          headers: data.OTEL_EXPORTER_OTLP_HEADERS ?? {},
          serviceName: data.OTEL_SERVICE_NAME,
        }
      : undefined,
  };
}

/** The secrets that compose.yaml has for trying out are known to everybody. */
const TRYING_OUT = "for-trying-out";

/** @returns what is wrong in production: there is no secret, or one that everybody knows is to protect more than this machine */
function secretProblem({ NODE_ENV, FOYER_SECRET, APP_URL }: z.infer<typeof schema>): string | undefined {
  if (NODE_ENV !== "production") return undefined;
  if (FOYER_SECRET === undefined) {
    return "FOYER_SECRET is not set. It seals the app's own cookies: set it to 32 random characters or more, the same on every replica (npm run --silent secrets).";
  }
  const isHere = APP_URL !== undefined && isLoopback(new URL(APP_URL));
  if (isHere || !FOYER_SECRET.startsWith(TRYING_OUT)) return undefined;
  return "FOYER_SECRET is the one that compose.yaml has for trying out on your own machine, and everybody knows it: set it to 32 random characters or more (npm run --silent secrets).";
}

/** @returns what is wrong on a host whose file system is not kept: something of ours is to be kept in a file */
function keptDataProblem(data: z.infer<typeof schema>): string | undefined {
  const host = (["VERCEL", "AWS_LAMBDA_FUNCTION_NAME", "NETLIFY", "K_SERVICE"] as const).find(
    (name) => data[name] !== undefined,
  );
  if (host === undefined) return undefined;
  const problems: string[] = [];
  if (data.DATABASE_URL.kind === "sqlite") {
    problems.push("DATABASE_URL must be the address of a Postgres (postgres://...): the default is a file.");
  }
  if (isLoopback(new URL(data.ORY_SDK_URL))) {
    problems.push(
      "ORY_SDK_URL must be the address of your Ory Network project or Ory Kratos: the embedded identity server keeps its data in a file.",
    );
  }
  if (problems.length === 0) return undefined;
  return `This host keeps no files (${host} is set), so:\n${problems.map((problem) => `  ${problem}`).join("\n")}`;
}

/** @throws {Error} where a mail would have no sender */
function mailService(data: z.infer<typeof schema>): MailService | undefined {
  const { MAIL_SMTP_URI: server, MAIL_FROM: from, MAIL_INBOX_URL: url } = data;
  if (server === undefined) return url === undefined ? undefined : { kind: "inbox", url };
  if (from) return { kind: "smtp", server, from };
  throw new Error(
    "MAIL_FROM is not set. With MAIL_SMTP_URI it says from whom the app's mails are: Example <hello@example.com>.",
  );
}

/** Next bundles the middleware apart from the pages; both must open the same seals. */
function passingSecret(): string {
  const shared = globalThis as { foyerPassingSecret?: string };
  shared.foyerPassingSecret ??= randomBytes(24).toString("base64url");
  return shared.foyerPassingSecret;
}

/** `NAME=` in an .env file means: not set. */
function withoutEmpty(variables: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}

function serviceUrl(what: string) {
  return z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url && isWeb(url) && !url.search && !url.hash && !url.username) return url.href.replace(/\/+$/, "");
    context.addIssue(`must be the address of ${what}, such as https://auth.example.com`);
    return z.NEVER;
  });
}

/** @param parse  gives undefined for what is not of that kind */
function read<T>(parse: (text: string) => T | undefined, problem: string) {
  return z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue(problem);
    return z.NEVER;
  });
}

/** Values of headers are written as in a query. @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
function safeDecode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function optional<T extends z.ZodType>(type: T) {
  return type.optional();
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

function isWeb({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:";
}
