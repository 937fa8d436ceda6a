// Whatever the server asks for by itself stays out of private networks where `clients.http` says so. How that is told, by
// the address that is connected to, is shown in private-addresses.test.ts.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { loadTemplates } from "../courier/templates.js";
import { kinds } from "../methods/oidc/kinds/index.js";
import type { Provider, ProviderKind } from "../methods/oidc/kind.js";
import { mapClaims } from "../methods/oidc/mapper.js";
import { findProvider } from "../methods/oidc/providers.js";
import { loadDocument, loadFresh } from "./documents.js";

const closing: (() => unknown)[] = [];
let url: string;
let asked: string[];

beforeEach(async () => {
  asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const body =
      request.url === "/.well-known/openid-configuration"
        ? {
            issuer: url,
            authorization_endpoint: `${url}/authorize`,
            token_endpoint: `${url}/token`,
            jwks_uri: `${url}/jwks`,
            userinfo_endpoint: `${url}/userinfo`,
          }
        : { identity: { traits: { email: "email" } } };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** @param exceptions paths of the service that may be asked for all the same */
async function guarded(...exceptions: string[]): Promise<TestContext> {
  const provider = {
    id: "one",
    provider: "generic",
    client_id: "foyer",
    client_secret: "a-secret",
    issuer_url: url,
    mapper_url: `${url}/mapper.json`,
  };
  const context = await createTestContext({
    CLIENTS_HTTP_DISALLOW_PRIVATE_IP_RANGES: "true",
    CLIENTS_HTTP_PRIVATE_IP_EXCEPTION_URLS: JSON.stringify(exceptions.map((path) => `${url}${path}`)),
    SELFSERVICE_METHODS_OIDC_CONFIG_PROVIDERS: JSON.stringify([provider]),
  });
  closing.push(() => context.close());
  return context;
}

const departure = {
  state: "state",
  nonce: "nonce",
  codeChallenge: undefined,
  isRefresh: false,
  upstream: {},
};
const begin = (provider: Provider) => kinds.generic.authorizeUrl(provider, departure);
const redeem = (provider: Provider, kind: ProviderKind = kinds.generic) =>
  kind.redeem(provider, {
    query: new URLSearchParams({ code: "code", state: "state" }),
    state: "state",
    nonce: "nonce",
    codeVerifier: undefined,
  });

describe("a server that keeps out of private networks", () => {
  it("does not ask an issuer there what it is", async () => {
    const provider = findProvider(await guarded(), "one");
    await expect(begin(provider)).rejects.toMatchObject({ code: 500, id: "invalid_configuration" });
    expect(asked).toEqual([]);
  });

  it("sends no code to a token endpoint there that an issuer names", async () => {
    const provider = findProvider(await guarded("/.well-known/openid-configuration"), "one");
    await expect(redeem(provider)).rejects.toMatchObject({ code: 502 });
    expect(asked).toEqual(["/.well-known/openid-configuration"]);
  });

  it("asks for what is an exception, and for no keys beside it", async () => {
    const context = await guarded("/.well-known/openid-configuration", "/token");
    const provider = findProvider(context, "one");
    await expect(begin(provider)).resolves.toContain(`${url}/authorize?`);
    await expect(redeem(provider)).rejects.toThrow();
    expect(asked).toEqual(["/.well-known/openid-configuration", "/token"]);
  });

  it("asks no other interface of a provider there", async () => {
    const provider = findProvider(await guarded(), "one");
    await expect(redeem(provider, kinds.auth0)).rejects.toMatchObject({ code: 502 });
    expect(asked).toEqual([]);
  });

  it("loads no mapper from there", async () => {
    const claims = { iss: url, sub: "ada", email: "ada@foyer.example" };
    await expect(mapClaims(findProvider(await guarded(), "one"), claims)).rejects.toMatchObject({
      code: 500,
    });
    expect(asked).toEqual([]);
    const allowed = findProvider(await guarded("/mapper.json"), "one");
    await expect(mapClaims(allowed, claims)).resolves.toMatchObject({ traits: { email: claims.email } });
  });

  it("loads no identity schema from there, at the start either", async () => {
    const { http } = await guarded();
    await expect(loadFresh(http, `${url}/schema.json`, "identity.schemas")).rejects.toThrow(
      /private network/,
    );
    const start = createTestContext({
      CLIENTS_HTTP_DISALLOW_PRIVATE_IP_RANGES: "true",
      IDENTITY_SCHEMAS_0_URL: `${url}/schema.json`,
    });
    await expect(start).rejects.toThrow(/private network/);
    expect(asked).toEqual([]);
  });

  it("loads no template of a mail from there", async () => {
    const { http, config, log } = await guarded();
    const read = config();
    const address = `${url}/text.gotmpl`;
    const email = { body: { plaintext: address, html: address }, subject: address };
    const templates = { ...read.courier.templates, recovery_code: { valid: { email } } };
    const changed = { ...read, courier: { ...read.courier, templates } };
    await expect(loadTemplates(http, changed, log)).rejects.toThrow(/private network/);
    expect(asked).toEqual([]);
  });

  it("loads no mapper or key set of session tokens from there", async () => {
    const { http } = await guarded();
    await expect(loadDocument(http, `${url}/jwks`, "session.whoami.tokenizer")).rejects.toThrow(
      /private network/,
    );
    expect(asked).toEqual([]);
  });
});
