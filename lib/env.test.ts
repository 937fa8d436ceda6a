import { describe, expect, it } from "vitest";
import { readEnv } from "./env";

const SECRET = "x".repeat(32);
const ON_VERCEL = {
  VERCEL: "1",
  DATABASE_URL: "postgres://db.example/app",
  ORY_SDK_URL: "https://auth.example",
};

describe("readEnv", () => {
  it("works without any variable in development", () => {
    expect(readEnv({})).toMatchObject({
      isProduction: false,
      publicUrl: "http://127.0.0.1:4433",
      adminUrl: "http://127.0.0.1:4434",
      flowUrl: "rewrite",
      trustedProxies: 0,
      sessionCookieName: "ory_kratos_session",
      requireAal2: "nobody",
    });
  });

  it("makes one passing secret for a process that has none", () => {
    expect(readEnv({}).secret).toBe(readEnv({}).secret);
    expect(readEnv({}).secret.length).toBeGreaterThanOrEqual(32);
  });

  it("demands the secret in production, and names it", () => {
    expect(() => readEnv({ NODE_ENV: "production" })).toThrow(/FOYER_SECRET is not set/);
    expect(() => readEnv({ NODE_ENV: "production", FOYER_SECRET: "short" })).toThrow(/FOYER_SECRET.*32/s);
    expect(readEnv({ NODE_ENV: "production", FOYER_SECRET: SECRET }).secret).toBe(SECRET);
  });

  it("names all that a host without files lacks at once", () => {
    expect(() => readEnv({ NODE_ENV: "production", VERCEL: "1" })).toThrow(
      /FOYER_SECRET is not set[^]*DATABASE_URL[^]*ORY_SDK_URL/,
    );
  });

  it("refuses the secret that everybody knows, but on one's own machine", () => {
    const trying = { NODE_ENV: "production", FOYER_SECRET: "for-trying-out-the-app-secret-0001" };
    for (const more of [{}, { APP_URL: "https://www.example.com" }]) {
      expect(() => readEnv({ ...trying, ...more })).toThrow(/FOYER_SECRET.*everybody knows/);
    }
    expect(readEnv({ ...trying, APP_URL: "http://localhost:3000" }).isProduction).toBe(true);
  });

  it("says nothing of subdomains unless it is told to", () => {
    expect(readEnv({}).hasHttpsSubdomains).toBe(false);
    expect(readEnv({ HSTS_SUBDOMAINS: "on" }).hasHttpsSubdomains).toBe(true);
  });

  it("takes an empty variable for one that is not set", () => {
    expect(readEnv({ APP_URL: "", ORY_SDK_URL: "" })).toMatchObject({
      appOrigin: undefined,
      publicUrl: "http://127.0.0.1:4433",
    });
  });

  it("names every variable that is wrong at once", () => {
    const wrong = {
      APP_URL: "https://a.example/path",
      ORY_SDK_URL: "ftp://x",
      RATE_LIMIT: "much",
      FLOW_URL: "?",
      REQUIRE_AAL2: "all",
    };
    for (const name of Object.keys(wrong)) expect(() => readEnv(wrong)).toThrow(name);
  });

  it("tidies addresses up", () => {
    expect(
      readEnv({ ORY_SDK_URL: "https://a.example/ory//", APP_URL: "https://WWW.a.example/" }),
    ).toMatchObject({
      publicUrl: "https://a.example/ory",
      appOrigin: "https://www.a.example",
    });
  });

  it("trusts the one proxy that leads into Vercel", () => {
    expect(readEnv(ON_VERCEL).trustedProxies).toBe(1);
    expect(readEnv({ ...ON_VERCEL, TRUST_PROXY: "0" }).trustedProxies).toBe(0);
  });

  it("keeps the app's data in a file, or in a Postgres where one is named", () => {
    expect(readEnv({}).database).toEqual({ kind: "sqlite", path: ".foyer/app.sqlite" });
    const url = "postgres://db.example/app";
    expect(readEnv({ DATABASE_URL: url }).database).toEqual({ kind: "postgres", url });
    expect(() => readEnv({ DATABASE_URL: "mysql://db.example/app" })).toThrow(/DATABASE_URL.*postgres:/s);
  });

  it.each(["VERCEL", "AWS_LAMBDA_FUNCTION_NAME", "NETLIFY", "K_SERVICE"])(
    "refuses files where %s says that none is kept, and names what to set",
    (name) => {
      const { VERCEL: _, ...outside } = ON_VERCEL;
      const host = { [name]: "1" };
      expect(() => readEnv(host)).toThrow(/DATABASE_URL.*ORY_SDK_URL/s);
      expect(() => readEnv({ ...host, DATABASE_URL: outside.DATABASE_URL })).toThrow(
        /^(?!.*DATABASE_URL).*ORY_SDK_URL/s,
      );
      expect(() => readEnv({ ...host, ORY_SDK_URL: outside.ORY_SDK_URL })).toThrow(/DATABASE_URL/);
      expect(() => readEnv({ ...host, ...outside })).not.toThrow();
    },
  );

  it("takes administrators' addresses as a list, and names what is none", () => {
    expect(readEnv({}).adminEmails).toEqual([]);
    expect(readEnv({ ADMIN_EMAILS: "Ada@a.example, grace@b.example" }).adminEmails).toEqual([
      "ada@a.example",
      "grace@b.example",
    ]);
    expect(() => readEnv({ ADMIN_EMAILS: "ada" })).toThrow(/ADMIN_EMAILS.*ada is none/s);
  });

  it("takes a file again once the host keeps files", () => {
    expect(readEnv({ VERCEL: "" }).database.kind).toBe("sqlite");
  });

  it("turns the limiter off by word", () => {
    expect(readEnv({ RATE_LIMIT: "off" }).rateLimit).toBe("off");
    expect(readEnv({ RATE_LIMIT: "5" }).rateLimit).toBe(5);
  });
});
