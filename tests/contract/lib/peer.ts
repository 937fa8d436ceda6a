// A small OpenID provider for scenarios: whoever opens its authorization page is at once the person that the query
// names (`claim.sub=...`), and goes back with a code. Everything else that a provider can do or get wrong is asked for
// in the query as well, so that a scenario stays plain data.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createHash } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";

/** Stands in a configuration for the address of the provider that is started with the server. */
export const PEER = "{{peer}}";

export interface Peer {
  url: string;
  stop: () => Promise<void>;
}

/** What a code stands for. */
interface Grant {
  claims: Record<string, string | boolean>;
  clientId: string;
  redirectUri: string;
  nonce: string | null;
  challenge: string | null;
  fault: string;
  isUsed: boolean;
}

interface Keys {
  privateKey: CryptoKey;
  otherKey: CryptoKey;
  publicJwk: JWK;
}

export async function startPeer(): Promise<Peer> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const other = await generateKeyPair("ES256");
  const publicJwk = { ...(await exportJWK(publicKey)), kid: "peer", alg: "ES256", use: "sig" };
  const keys: Keys = { privateKey, otherKey: other.privateKey, publicJwk };
  const grants: Grant[] = [];
  const server = createServer((request, response) => {
    answer(request, response, { url, keys, grants }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface State {
  url: string;
  keys: Keys;
  grants: Grant[];
}

async function answer(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", state.url);
  switch (pathname) {
    case "/.well-known/openid-configuration":
      return json(response, 200, discovery(state.url, ["S256"]));
    // The same provider, silent about PKCE.
    case "/plain/.well-known/openid-configuration":
      return json(response, 200, { ...discovery(state.url, []), issuer: `${state.url}/plain` });
    case "/jwks":
      return json(response, 200, { keys: [state.keys.publicJwk] });
    case "/authorize":
      return authorize(response, searchParams, state);
    case "/token":
      return token(response, new URLSearchParams(await bodyOf(request)), state);
    case "/userinfo":
      return userinfo(request, response, state);
    default:
      return json(response, 404, { error: "not_found" });
  }
}

function discovery(url: string, challengeMethods: string[]) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    userinfo_endpoint: `${url}/userinfo`,
    jwks_uri: `${url}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    ...(challengeMethods.length > 0 && { code_challenge_methods_supported: challengeMethods }),
  };
}

function authorize(response: ServerResponse, query: URLSearchParams, { grants }: State): void {
  const redirectUri = query.get("redirect_uri") ?? "";
  const back = new URL(redirectUri);
  const answered = query.get("state");
  if (answered !== null && query.get("fault") !== "no-state") back.searchParams.set("state", answered);
  const denied = query.get("deny");
  if (denied !== null) {
    back.searchParams.set("error", denied);
    back.searchParams.set("error_description", "The person said no.");
  } else if (query.get("fault") !== "no-code") {
    const claims: Grant["claims"] = {};
    for (const [name, value] of query) {
      if (name.startsWith("claim."))
        claims[name.slice("claim.".length)] = /^(true|false)$/.test(value) ? value === "true" : value;
    }
    grants.push({
      claims,
      clientId: query.get("client_id") ?? "",
      redirectUri,
      nonce: query.get("nonce"),
      challenge: query.get("code_challenge"),
      fault: query.get("fault") ?? "",
      isUsed: false,
    });
    back.searchParams.set("code", `peer-code-${String(grants.length - 1).padStart(6, "x")}`);
  }
  response.writeHead(303, { location: back.href }).end();
}

async function token(
  response: ServerResponse,
  form: URLSearchParams,
  { url, keys, grants }: State,
): Promise<void> {
  const index = Number(/(\d+)$/.exec(form.get("code") ?? "")?.[1] ?? "-1");
  const grant = grants[index];
  const isProved =
    grant?.challenge === null ||
    createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url") === grant?.challenge;
  if (!grant || grant.isUsed || grant.redirectUri !== form.get("redirect_uri") || !isProved) {
    return json(response, 400, { error: "invalid_grant", error_description: "The code is not good." });
  }
  if (grant.fault === "token-500") return json(response, 500, { error: "server_error" });
  grant.isUsed = true;
  const answer = {
    access_token: `peer-access-${index}`,
    refresh_token: `peer-refresh-${index}`,
    token_type: "bearer",
    expires_in: 3600,
  };
  if (grant.fault === "no-id-token") return json(response, 200, answer);
  return json(response, 200, { ...answer, id_token: await idToken(grant, url, keys) });
}

async function idToken(grant: Grant, url: string, { privateKey, otherKey }: Keys): Promise<string> {
  const { claims, fault } = grant;
  const nonce = fault === "wrong-nonce" ? "another" : grant.nonce;
  const signing = new SignJWT({ ...claims, ...(nonce !== null && { nonce }) })
    .setProtectedHeader({ alg: "ES256", kid: "peer" })
    .setIssuer(fault === "wrong-issuer" ? "https://other.example" : issuerOf(grant, url))
    .setAudience(fault === "wrong-audience" ? "another client" : grant.clientId)
    .setIssuedAt()
    .setExpirationTime(fault === "expired" ? "-1h" : "1h");
  return signing.sign(fault === "wrong-key" ? otherKey : privateKey);
}

function issuerOf(grant: Grant, url: string): string {
  return grant.clientId === "plain" ? `${url}/plain` : url;
}

function userinfo(request: IncomingMessage, response: ServerResponse, { grants }: State): void {
  const index = Number(/peer-access-(\d+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "-1");
  const grant = grants[index];
  if (!grant) return json(response, 401, { error: "invalid_token" });
  if (grant.fault === "userinfo-500") return json(response, 500, { error: "server_error" });
  const sub = grant.fault === "other-subject" ? "somebody-else" : grant.claims.sub;
  return json(response, 200, { ...grant.claims, ...(sub !== undefined && { sub }), given_name: "Info" });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
