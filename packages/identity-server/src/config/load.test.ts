import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, loadConfig, type Config } from "./index.js";

const starter = fileURLToPath(new URL("../../../../identity/kratos.yml", import.meta.url));
const secret = { SECRETS_COOKIE_0: "0123456789abcdef" };
const production = { ...secret, COURIER_SMTP_CONNECTION_URI: "smtps://mail.example.org:465/" };
const minimal = `
dsn: memory
identity: { default_schema_id: person, schemas: [{ id: person, url: "file://person.json" }] }
selfservice: { default_browser_return_url: http://localhost:3000/ }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "foyer-config-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let written = 0;
function file(text: string): string {
  const path = join(folder, `${String(written++)}.yml`);
  writeFileSync(path, text);
  return path;
}

function load(text: string, env: Record<string, string> = secret, isDev = false) {
  const warnings: string[] = [];
  const config = loadConfig({ files: [file(text)], env, isDev, warn: (warning) => warnings.push(warning) });
  return { config, warnings };
}

function problems(text: string, env: Record<string, string> = secret): readonly string[] {
  try {
    load(text, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("loadConfig", () => {
  it("reads the starter's own file without a warning", () => {
    const warnings: string[] = [];
    const config = loadConfig({
      files: [starter],
      env: production,
      isDev: false,
      warn: (text) => warnings.push(text),
    });
    expect(warnings).toEqual([]);
    expect(config.session.lifespan).toBe(720 * 3_600_000);
    expect(config.hashers.argon2.memory).toBe(64 * 1024 * 1024);
    expect(config.selfservice.flows.registration.after.password?.hooks).toEqual([
      { hook: "session" },
      { hook: "show_verification_ui" },
    ]);
  });

  it("has Kratos's defaults for what isn't set", () => {
    const { config } = load(minimal);
    const { flows, methods } = config.selfservice;
    expect(flows.login.lifespan).toBe(3_600_000);
    expect(flows.registration.style).toBe("profile_first");
    expect(flows.recovery).toMatchObject({ enabled: false, use: "code", notify_unknown_recipients: false });
    expect(methods.code).toMatchObject({
      enabled: true,
      config: { max_submissions: 5, lifespan: 3_600_000 },
    });
    expect(methods.link.enabled).toBe(false);
    expect(config.courier).toMatchObject({ message_retries: 5, worker: { pull_count: 10, pull_wait: 1000 } });
    expect(config.session.cookie.name).toBe("ory_kratos_session");
    expect(config.hashers.algorithm).toBe("bcrypt");
  });

  it("derives base addresses from host and port, secure ones outside of development", () => {
    expect(load(minimal).config.serve.public.base_url).toBe("https://127.0.0.1:4433/");
    const env = { ...secret, SERVE_ADMIN_PORT: "5001", SERVE_ADMIN_HOST: "::1" };
    expect(load(minimal, env, true).config.serve.admin.base_url).toBe("http://[::1]:5001/");
  });

  it("names all problems at once, each by its key", () => {
    const found = problems(`
dsn: postgres://localhost/kratos
identity: { schemas: [{ id: person, url: person.json }] }
selfservice:
  default_browser_return_url: somewhere
  flows:
    login: { ui_url: "not an address", lifespan: 1 week }
    recovery: { use: pigeon }
  methods: { password: { config: { min_password_length: 3 } } }
session: { cookie: { same_site: lax } }
`);
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^identity\.schemas\.0\.url: must begin with file:/),
        expect.stringMatching(/^selfservice\.default_browser_return_url: must be an address/),
        expect.stringMatching(/^selfservice\.flows\.login\.ui_url: must be an address/),
        expect.stringMatching(/^selfservice\.flows\.login\.lifespan: must be a duration/),
        'selfservice.flows.recovery.use: must be "code" or "link"',
        "selfservice.methods.password.config.min_password_length: must be at least 6",
        'session.cookie.same_site: must be "Strict" or "Lax" or "None"',
      ]),
    );
    expect(found).toHaveLength(7);
  });

  it("says what is missing", () => {
    expect(problems("dsn: memory")).toEqual(["selfservice: is missing", "identity: is missing"]);
    expect(problems("{ dsn: memory, selfservice: {}, identity: {} }")).toEqual([
      "selfservice.default_browser_return_url: is missing",
      "identity.schemas: is missing: name at least one schema with `id` and `url`",
    ]);
  });

  it("wants a mail server where mails are sent, except in development", () => {
    const start = (env: Record<string, string>, isDev: boolean) =>
      loadConfig({ files: [starter], env, isDev });
    expect(() => start(secret, false)).toThrow(
      /courier\.smtp\.connection_uri: is missing.*COURIER_SMTP_CONNECTION_URI/,
    );
    expect(start(secret, true).dev).toBe(true);
    expect(load(minimal).config.courier.smtp.connection_uri).toBeUndefined();
  });

  it("stops at an unknown key", () => {
    expect(problems(`${minimal}\nsesion: { lifespan: 1h }`)).toEqual([
      "sesion: is unknown; check its name and place",
    ]);
    expect(problems(`${minimal}\nsession: { lifspan: 1h }`)).toEqual([
      "session.lifspan: is unknown; check its name and place",
    ]);
  });

  it("passes over an unknown key where Kratos does, and names it", () => {
    const { warnings } = load(
      minimal.replace("selfservice: {", "selfservice: { methods: { code: { colour: red } },"),
    );
    expect(warnings).toContain("selfservice.methods.code.colour: is unknown and has no effect");
  });

  it("stops at a provider that is for tests alone, and at other databases", () => {
    const provider = "{ id: device, provider: fedcm-test, client_id: a, mapper_url: 'base64://e30=' }";
    const text = minimal
      .replace(
        "selfservice: {",
        `selfservice: { methods: { oidc: { enabled: true, config: { providers: [${provider}] } } },`,
      )
      .replace("dsn: memory", "dsn: postgres://localhost/kratos");
    expect(problems(text)).toEqual([
      expect.stringMatching(/^dsn: .*SQLite.*Ory Kratos/),
      expect.stringMatching(/^selfservice\.methods\.oidc\.config\.providers: "fedcm-test"/),
    ]);
  });

  it("names a key that has no effect here", () => {
    const { warnings } = load(
      `${minimal}
serve: { public: { cors: { debug: true, options_passthrough: true } } }
log: { leak_sensitive_values: true, redaction_text: "-" }
database: { cleanup: { older_than: 1h } }`,
    );
    for (const key of [
      "serve.public.cors.options_passthrough",
      "serve.public.cors.debug",
      "log.leak_sensitive_values",
      "log.redaction_text",
      "database.cleanup.older_than",
    ]) {
      expect(warnings).toContainEqual(expect.stringMatching(new RegExp(`^${key}: has no effect`)));
    }
  });

  it("names a hook in a place where it can't be, and one that isn't there", () => {
    const at = (hooks: string) =>
      problems(
        minimal.replace("selfservice: {", `selfservice: { flows: { login: { after: { hooks: ${hooks} } } },`),
      );
    expect(at("[{ hook: session }]")).toEqual([
      expect.stringMatching(/^selfservice\.flows\.login\.after\.hooks\.0\.hook: is not possible here/),
    ]);
    expect(at("[{ hook: dance }]")).toEqual([
      "selfservice.flows.login.after.hooks.0.hook: names nothing that is known here",
    ]);
  });

  it("names what a web hook lacks, or asks for at once what excludes each other", () => {
    const at = (config: string) =>
      problems(
        minimal.replace(
          "selfservice: {",
          `selfservice: { flows: { login: { after: { hooks: [{ hook: web_hook, config: { url: 'http://a.example/', ${config} } }] } } },`,
        ),
      );
    expect(at("method: GET")).toEqual([
      expect.stringMatching(/^selfservice\.flows\.login\.after\.hooks\.0\.config\.body: is missing/),
    ]);
    expect(at("method: TRACE")).toEqual([]);
    expect(
      at("method: POST, body: 'file://a.jsonnet', response: { ignore: true }, can_interrupt: true"),
    ).toEqual([
      expect.stringMatching(/^selfservice\.flows\.login\.after\.hooks\.0\.config: .* cannot interrupt/),
    ]);
  });

  it("takes a key without a value as not set", () => {
    expect(load(`${minimal}\nsession:\n  lifespan:\n`).config.session.lifespan).toBe(24 * 3_600_000);
  });

  it("lays later files over earlier ones", () => {
    const config: Config = loadConfig({
      files: [file(minimal), file("session: { lifespan: 2h }"), file('{ "dsn": "sqlite://a.sqlite" }')],
      env: secret,
      isDev: false,
    });
    expect(config.session.lifespan).toBe(7_200_000);
    expect(config.dsn).toBe("sqlite://a.sqlite");
  });

  it("says which file can't be read, and where", () => {
    expect(() => loadConfig({ files: [join(folder, "none.yml")], env: secret, isDev: false })).toThrow(
      /none\.yml/,
    );
    expect(problems("a: [")).toEqual([expect.stringMatching(/\.yml: is neither YAML nor JSON: .*line 1/)]);
    expect(problems("just text")).toEqual([expect.stringMatching(/must hold keys and values/)]);
  });
});

describe("secrets", () => {
  it("are demanded outside of development", () => {
    expect(problems(minimal, {})).toEqual([
      expect.stringMatching(/^secrets\.cookie: is missing.*SECRETS_COOKIE_0/),
    ]);
  });

  it("are made up in development, with a warning and the same ones at a reload", () => {
    const first = load(minimal, {}, true);
    expect(first.warnings).toEqual(
      expect.arrayContaining([expect.stringMatching(/^secrets\.cookie: is not set/)]),
    );
    expect(first.config.secrets.cookie[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(load(minimal, {}, true).config.secrets).toEqual(first.config.secrets);
  });

  it("stand in for each other", () => {
    const { config } = load(minimal, { SECRETS_DEFAULT: "aaaaaaaaaaaaaaaa,bbbbbbbbbbbbbbbb" });
    expect(config.secrets.cookie).toEqual(["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"]);
    expect(config.secrets.pagination).toEqual(config.secrets.default);
  });

  it("are never repeated in an error", () => {
    const found = problems(minimal, { SECRETS_COOKIE_0: "tooshort" });
    expect(found).toEqual(["secrets.cookie.0: must have at least 16 characters"]);
  });

  it("are not those that everybody knows, but on one's own machine", () => {
    const known = { SECRETS_COOKIE_0: "for-trying-out-cookie-secret-001" };
    const at = (origin: string) => ({ ...known, SERVE_PUBLIC_BASE_URL: `${origin}/api/ory/` });
    const found = problems(minimal, at("https://www.example.com"));
    expect(found).toContainEqual(expect.stringMatching(/^secrets\.cookie: has the value for trying out/));
    expect(found.join()).not.toContain(known.SECRETS_COOKIE_0);
    expect(problems(minimal, at("http://localhost:3000"))).toEqual([]);
  });

  it("of the cipher are needed when there is a cipher", () => {
    expect(problems(`${minimal}\nciphers: { algorithm: aes }`)).toEqual([
      expect.stringMatching(/^secrets\.cipher: is missing/),
    ]);
  });
});
