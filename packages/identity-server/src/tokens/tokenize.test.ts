import { generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, decodeJwt, importJWK, jwtVerify } from "jose";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import type { Environment } from "../config/index.js";
import { ApiError } from "../http/error.js";
import type { Identity } from "../identities/identity.js";
import type { JsonObject } from "../json.js";
import type { ActiveSession } from "../sessions/session.js";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { checkTokenTemplates, tokenizeSession } from "./tokenize.js";

const identityId = "0d6e3b6c-6f0e-4b7f-9a51-2a4cdd7f6c55";
const sessionId = "c1a3f5cb-56bd-4be6-8a05-9a9be0a1d2f3";

// What a token is made of; the rest of a session is only shown to mappers, which get it by itself.
const active = {
  token: "",
  session: { id: sessionId },
  identity: { id: identityId, externalId: null } as unknown as Identity,
} as unknown as ActiveSession;
const shown: JsonObject = {
  id: sessionId,
  identity: { id: identityId, traits: { email: "ada@example.com" } },
};

const inline = (text: string) => `base64://${Buffer.from(text).toString("base64")}`;
const jwk = (key: KeyObject, alg: string, kid = "first") => ({ ...key.export({ format: "jwk" }), alg, kid });
const keySet = (...keys: object[]) => JSON.stringify({ keys });

const ec = (namedCurve = "P-256") => generateKeyPairSync("ec", { namedCurve });
const rsa = (modulusLength: number) => generateKeyPairSync("rsa", { modulusLength });
const es256 = ec();
const signing = keySet(jwk(es256.privateKey, "ES256"));

const open: TestContext[] = [];
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
});

async function contextWith(templates: Record<string, JsonObject>, env: Environment = {}) {
  const lasting = Object.entries(templates).map(([name, template]) => [name, { ttl: "1m", ...template }]);
  const context = await createTestContext({
    SESSION_WHOAMI_TOKENIZER_TEMPLATES: JSON.stringify(Object.fromEntries(lasting)),
    ...env,
  });
  open.push(context);
  return context;
}

const tokenOf = (context: TestContext) => tokenizeSession(context, "api", active, shown);

async function refusalOf(context: TestContext): Promise<ApiError> {
  const error: unknown = await tokenOf(context).catch((thrown: unknown) => thrown);
  if (error instanceof ApiError) return error;
  throw new Error(`no refusal: ${String(error)}`);
}

async function keyServer(bodyOf: () => string, status = 200) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.statusCode = status;
    response.end(bodyOf());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${String(port)}/keys.json`, close: () => server.close() };
}

describe("tokenizeSession", () => {
  it.each([
    ["ES256", es256],
    ["ES384", ec("P-384")],
    ["ES512", ec("P-521")],
    ["EdDSA", generateKeyPairSync("ed25519")],
    ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map((alg) => [alg, rsa(2048)] as const),
  ] as const)("signs with %s so that the public key verifies it", async (alg, { publicKey, privateKey }) => {
    const context = await contextWith({ api: { jwks_url: inline(keySet(jwk(privateKey, alg))) } });
    const published = createLocalJWKSet({ keys: [jwk(publicKey, alg)] });
    const { payload, protectedHeader } = await jwtVerify(await tokenOf(context), published, {
      issuer: "http://public.example/",
      subject: identityId,
      currentDate: new Date(context.now()),
    });
    expect(protectedHeader).toEqual({ alg, kid: "first", typ: "JWT" });
    expect(payload.sid).toBe(sessionId);
  });

  it.each(["HS256", "HS384", "HS512"])("signs with %s and a shared secret", async (alg) => {
    const secret = { kty: "oct", k: randomBytes(64).toString("base64url"), alg, kid: "first" };
    const context = await contextWith({ api: { jwks_url: inline(keySet(secret)) } });
    const key = await importJWK(secret, alg);
    await expect(
      jwtVerify(await tokenOf(context), key, { currentDate: new Date(context.now()) }),
    ).resolves.toMatchObject({ payload: { sub: identityId } });
  });

  it("counts as long as the template says, or not at all", async () => {
    const life = async (template: JsonObject) => {
      const context = await contextWith({ api: { jwks_url: inline(signing), ...template } });
      const payload = decodeJwt(await tokenOf(context));
      expect(payload.nbf).toBe(payload.iat);
      return (payload.exp ?? 0) - (payload.iat ?? 0);
    };
    expect(await life({ ttl: undefined })).toBe(0);
    expect(await life({ ttl: "1h30m" })).toBe(5400);
  });

  it("has an id of its own each time", async () => {
    const context = await contextWith({ api: { jwks_url: inline(signing) } });
    const idOf = async () => {
      const token = await tokenOf(context);
      return (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { jti: string })
        .jti;
    };
    expect(await idOf()).not.toBe(await idOf());
  });

  it.each(["{}", "{ claims: [] }", '{ claims: "a" }', "{ claims: null }", "[]", "null", "3"])(
    "refuses a mapper that makes %s",
    async (mapper) => {
      const context = await contextWith({
        api: { jwks_url: inline(signing), claims_mapper_url: inline(mapper) },
      });
      expect((await refusalOf(context)).code).toBe(400);
    },
  );

  it.each([
    ["a short RSA key", rsa(1024).privateKey, "RS256"],
    ["a curve for key agreement", generateKeyPairSync("x25519").privateKey, "EdDSA"],
  ])("refuses %s", async (_, key, alg) => {
    const context = await contextWith({ api: { jwks_url: inline(keySet(jwk(key, alg))) } });
    expect((await refusalOf(context)).code).toBe(400);
  });

  it("says nothing of the key when it cannot be used", async () => {
    const lines: string[] = [];
    const broken = { ...jwk(es256.privateKey, "ES256"), x: "AAAA" };
    const context = await contextWith({ api: { jwks_url: inline(keySet(broken)) } });
    const log = pino({}, { write: (line: string) => lines.push(line) });
    const refusal: unknown = await tokenizeSession({ ...context, log }, "api", active, shown).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 400 });
    const told = JSON.stringify([refusal, lines]);
    expect(told).toContain("session.whoami.tokenizer.templates.api.jwks_url");
    expect(told).not.toContain(broken.d);
  });

  it("takes a key file as it is now", async () => {
    const folder = mkdtempSync(join(tmpdir(), "foyer-keys-"));
    const file = join(folder, "keys.json");
    const next = ec();
    writeFileSync(file, signing);
    const context = await contextWith({ api: { jwks_url: `file://${file}` } });
    await tokenOf(context);
    writeFileSync(file, keySet(jwk(next.privateKey, "ES256", "next"), jwk(es256.privateKey, "ES256")));
    const { protectedHeader } = await jwtVerify(await tokenOf(context), next.publicKey, {
      currentDate: new Date(context.now()),
    });
    expect(protectedHeader.kid).toBe("next");
    rmSync(folder, { recursive: true });
  });

  it("asks another server for keys once in a while", async () => {
    const server = await keyServer(() => signing);
    const context = await contextWith({ api: { jwks_url: server.url } });
    await Promise.all([tokenOf(context), tokenOf(context)]);
    await tokenOf(context);
    server.close();
    expect(server.asked).toEqual(["/keys.json"]);
  });

  it("asks again after a failure", async () => {
    let status = 404;
    const server = createServer((_, response) => {
      response.statusCode = status;
      response.end(signing);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const context = await contextWith({ api: { jwks_url: `http://127.0.0.1:${String(port)}/` } });
    expect((await refusalOf(context)).code).toBe(500);
    status = 200;
    await expect(tokenOf(context)).resolves.toMatch(/^eyJ/);
    server.close();
  });

  it("asks no server of a private network where that is forbidden", async () => {
    const server = await keyServer(() => signing);
    const context = await contextWith(
      { api: { jwks_url: server.url } },
      { CLIENTS_HTTP_DISALLOW_PRIVATE_IP_RANGES: "true" },
    );
    expect((await refusalOf(context)).code).toBe(500);
    server.close();
    expect(server.asked).toEqual([]);
  });
});

describe("checkTokenTemplates", () => {
  it("warns of what cannot work, by the name of its key, and asks no other server", async () => {
    const lines: string[] = [];
    const server = await keyServer(() => signing);
    const context = await contextWith({
      fine: { jwks_url: inline(signing) },
      remote: { jwks_url: server.url },
      empty: { jwks_url: inline(keySet()) },
      missing: { jwks_url: inline(signing), claims_mapper_url: "file:///nowhere/mapper.jsonnet" },
    });
    const log = pino({}, { write: (line: string) => lines.push((JSON.parse(line) as { msg: string }).msg) });
    await checkTokenTemplates({ ...context, log });
    server.close();
    expect(server.asked).toEqual([]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe("session.whoami.tokenizer.templates.empty.jwks_url: the key set is empty");
    expect(lines[1]).toContain("session.whoami.tokenizer.templates.missing.claims_mapper_url: ");
  });
});
