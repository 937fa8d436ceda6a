import { describe, expect, it } from "vitest";
import { readEnvironment } from "./environment.js";

describe("readEnvironment", () => {
  it("finds the key behind a variable, whatever underscores it has", () => {
    expect(
      readEnvironment({
        DSN: "memory",
        SERVE_PUBLIC_BASE_URL: "http://127.0.0.1:4433/",
        SELFSERVICE_FLOWS_SETTINGS_PRIVILEGED_SESSION_MAX_AGE: "5m",
        COURIER_SMTP_CONNECTION_URI: "smtp://127.0.0.1:25/",
        SELFSERVICE_METHODS_LOOKUP_SECRET_ENABLED: "true",
      }),
    ).toEqual({
      dsn: "memory",
      serve: { public: { base_url: "http://127.0.0.1:4433/" } },
      selfservice: {
        flows: { settings: { privileged_session_max_age: "5m" } },
        methods: { lookup_secret: { enabled: true } },
      },
      courier: { smtp: { connection_uri: "smtp://127.0.0.1:25/" } },
    });
  });

  it("reads numbers and switches", () => {
    expect(readEnvironment({ SERVE_PUBLIC_PORT: "4000", SELFSERVICE_FLOWS_RECOVERY_ENABLED: "0" })).toEqual({
      serve: { public: { port: 4000 } },
      selfservice: { flows: { recovery: { enabled: false } } },
    });
  });

  it("sets list entries by index, and whole lists by comma or JSON", () => {
    expect(readEnvironment({ SECRETS_COOKIE_0: "first", SECRETS_COOKIE_1: "second" })).toEqual({
      secrets: { cookie: ["first", "second"] },
    });
    expect(
      readEnvironment({ SELFSERVICE_ALLOWED_RETURN_URLS: "http://a.example, http://b.example" }),
    ).toEqual({
      selfservice: { allowed_return_urls: ["http://a.example", "http://b.example"] },
    });
    expect(readEnvironment({ SECRETS_CIPHER: '["one","two"]' })).toEqual({
      secrets: { cipher: ["one", "two"] },
    });
  });

  it("reaches into lists of objects", () => {
    expect(readEnvironment({ IDENTITY_SCHEMAS_0_URL: "file://a.json", IDENTITY_SCHEMAS_0_ID: "a" })).toEqual({
      identity: { schemas: [{ url: "file://a.json", id: "a" }] },
    });
  });

  it("takes JSON for what has keys of its own", () => {
    expect(readEnvironment({ COURIER_SMTP_HEADERS: '{"X-A":"b"}' })).toEqual({
      courier: { smtp: { headers: { "X-A": "b" } } },
    });
    expect(
      readEnvironment({ SELFSERVICE_FLOWS_REGISTRATION_AFTER_PASSWORD_HOOKS: '[{"hook":"session"}]' }),
    ).toEqual({
      selfservice: { flows: { registration: { after: { password: { hooks: [{ hook: "session" }] } } } } },
    });
  });

  it("leaves variables of other programs alone", () => {
    expect(
      readEnvironment({ PATH: "/bin", VERSION: "3", HELP: "me", DEV: "1", CONFIG: "x", SESSION: "gnome" }),
    ).toEqual({});
  });

  it("names variable and key when a value doesn't fit", () => {
    expect(() => readEnvironment({ SERVE_PUBLIC_PORT: "many" })).toThrow(
      "serve.public.port (from SERVE_PUBLIC_PORT): must be a number",
    );
  });
});
