// The provider of a walk: whoever comes is the person that the walk says, and a code of its own is good any number of
// times. So whatever is good once here is so by the identity server's doing.
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export interface Claims {
  sub: string;
  email: string;
  email_verified: boolean;
}

export interface Peer {
  url: string;
  /** What a browser does on the provider's pages. @returns the address that it is sent back to */
  agree(authorizeUrl: string, claims: Claims): string;
  close(): Promise<void>;
}

interface Grant {
  claims: Claims;
  clientId: string;
  nonce: string;
  challenge: string | null;
}

export async function startPeer(): Promise<Peer> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const publicJwk = { ...(await exportJWK(publicKey)), kid: "walk", alg: "ES256", use: "sig" };
  const grants = new Map<string, Grant>();

  async function redeem(form: URLSearchParams): Promise<object | undefined> {
    const grant = grants.get(form.get("code") ?? "");
    const verifier = form.get("code_verifier") ?? "";
    const proved = createHash("sha256").update(verifier).digest("base64url");
    if (!grant || (grant.challenge !== null && grant.challenge !== proved)) return undefined;
    const { claims, nonce, clientId } = grant;
    const idToken = await new SignJWT({ ...claims, nonce })
      .setProtectedHeader({ alg: "ES256", kid: "walk" })
      .setIssuer(url)
      .setAudience(clientId)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
    return { access_token: "walk-access", token_type: "bearer", expires_in: 3600, id_token: idToken };
  }

  const server = createServer((request, response) => {
    const reply = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json", connection: "close" });
      response.end(JSON.stringify(body));
    };
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      switch (request.url) {
        case "/.well-known/openid-configuration":
          reply(200, discovery(url));
          return;
        case "/jwks":
          reply(200, { keys: [publicJwk] });
          return;
        default:
          redeem(new URLSearchParams(Buffer.concat(chunks).toString())).then(
            (tokens) => {
              reply(tokens ? 200 : 400, tokens ?? { error: "invalid_grant" });
            },
            () => response.destroy(),
          );
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    agree: (authorizeUrl, claims) => {
      const { searchParams: asked } = new URL(authorizeUrl);
      const code = randomBytes(12).toString("base64url");
      grants.set(code, {
        claims,
        clientId: asked.get("client_id") ?? "",
        nonce: asked.get("nonce") ?? "",
        challenge: asked.get("code_challenge"),
      });
      const back = new URL(asked.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", asked.get("state") ?? "");
      return back.href;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function discovery(url: string): object {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    code_challenge_methods_supported: ["S256"],
  };
}
