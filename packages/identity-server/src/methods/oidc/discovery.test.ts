// What a provider says of a person counts when it is signed by that provider, for this service, and for now.
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HttpClient } from "../../outgoing/client.js";
import { discover, verifyIdToken } from "./discovery.js";

const issuer = "https://issuer.example";
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let others: typeof keys;
let http: HttpClient;

/** Answers every request with this. What was learnt of an issuer is kept by client, so each test has its own. */
const answering = (body: unknown): HttpClient => ({
  send: async () => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }),
});

beforeAll(async () => {
  keys = await generateKeyPair("RS256", { extractable: true });
  others = await generateKeyPair("RS256");
});

beforeEach(async () => {
  http = answering({ keys: [{ ...(await exportJWK(keys.publicKey)), alg: "RS256", kid: "one" }] });
});

const seconds = () => Math.floor(Date.now() / 1000);

function token(claims: Record<string, unknown> = {}, header: Partial<JWTHeaderParameters> = {}): SignJWT {
  const now = seconds();
  return new SignJWT({
    iss: issuer,
    aud: "the-client",
    sub: "ada",
    nonce: "n",
    iat: now,
    exp: now + 60,
    ...claims,
  }).setProtectedHeader({ alg: "RS256", kid: "one", ...header });
}

function check(idToken: string) {
  return verifyIdToken(http, idToken, {
    issuer,
    audiences: ["the-client"],
    jwksUri: `${issuer}/keys`,
    algorithms: ["RS256"],
    nonce: "n",
  });
}

describe("an id token", () => {
  it("is taken as its issuer has signed it for this service", async () => {
    expect(await check(await token().sign(keys.privateKey))).toMatchObject({ sub: "ada" });
  });

  it.each([
    ["another service", { aud: "another-client" }],
    ["another issuer", { iss: "https://other.example" }],
    ["another sign-in", { nonce: "m" }],
    ["a time that is over", { iat: seconds() - 7200, exp: seconds() - 3600 }],
    ["no end", { exp: undefined }],
    ["a time to come", { nbf: seconds() + 3600 }],
  ])("is refused when it is for or of %s", async (_, claims) => {
    await expect(check(await token(claims).sign(keys.privateKey))).rejects.toMatchObject({ code: 400 });
  });

  it("is refused when somebody else has signed it, whatever key it names", async () => {
    await expect(check(await token().sign(others.privateKey))).rejects.toMatchObject({ code: 400 });
    const own = await exportJWK(others.publicKey);
    for (const header of [{ jwk: own }, { jku: "https://other.example/keys" }]) {
      const forged = await token({}, header).sign(others.privateKey);
      await expect(check(forged)).rejects.toMatchObject({ code: 400 });
    }
  });

  it("is refused when nothing was signed, or the public key stood in for a secret", async () => {
    const now = seconds();
    const claims = { iss: issuer, aud: "the-client", sub: "ada", nonce: "n", iat: now, exp: now + 60 };
    await expect(check(new UnsecuredJWT(claims).encode())).rejects.toMatchObject({ code: 400 });
    const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey));
    const confused = await token({}, { alg: "HS256" }).sign(secret);
    await expect(check(confused)).rejects.toMatchObject({ code: 400 });
    const [head, , signature] = (await token().sign(keys.privateKey)).split(".");
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: "eve" })).toString("base64url");
    await expect(check([head, changed, signature].join("."))).rejects.toMatchObject({ code: 400 });
  });
});

describe("what an issuer publishes", () => {
  it("is refused where it speaks for another issuer", async () => {
    const posing = answering({ issuer: "https://other.example" });
    await expect(discover(posing, issuer)).rejects.toMatchObject({ code: 500 });
  });
});
