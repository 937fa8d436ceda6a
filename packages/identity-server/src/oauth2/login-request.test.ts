import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { ApiError } from "../http/error.js";
import { acceptLogin, fetchLoginRequest, readLoginChallenge } from "./login-request.js";

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Received {
  request: string;
  authorization: string | undefined;
  body: string;
}

/** An OAuth2 server's admin API that answers everything alike. */
async function openServer(status: number, answer: string) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      received.push({
        request: `${request.method ?? ""} ${request.url ?? ""}`,
        authorization: request.headers.authorization,
        body,
      });
      response.writeHead(status, { "content-type": "application/json", "retry-after": "0" }).end(answer);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { received, context: await openContext(`http://127.0.0.1:${String(port)}/`) };
}

async function openContext(url: string): Promise<TestContext> {
  const context = await createTestContext({
    OAUTH2_PROVIDER_URL: url,
    OAUTH2_PROVIDER_HEADERS: '{"Authorization":"Bearer admin"}',
  });
  closing.push(() => context.store.close());
  return context;
}

const session = {
  id: "session-id",
  identityId: "identity-id",
  authenticationMethods: [{ method: "password" as const, aal: "aal1" as const, completedAt: 0 }],
};

async function errorOf(work: Promise<unknown>): Promise<ApiError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error("no ApiError");
}

describe("the OAuth2 server", () => {
  it("is asked with the configured headers, and the challenge escaped", async () => {
    const { context, received } = await openServer(200, '{"skip":true,"request_url":"https://a.example/"}');
    expect(await fetchLoginRequest(context, "a&b=c/d")).toMatchObject({
      skip: true,
      requestUrl: "https://a.example/",
    });
    expect(received).toEqual([
      {
        request: "GET /admin/oauth2/auth/requests/login?login_challenge=a%26b%3Dc%2Fd",
        authorization: "Bearer admin",
        body: "",
      },
    ]);
  });

  it("is shown without what the client has not set", async () => {
    const client = {
      client_id: "shop",
      skip_logout_consent: null,
      implicit_grant_id_token_lifespan: null,
      device_authorization_grant_id_token_lifespan: null,
      metadata: {},
    };
    const { context } = await openServer(200, JSON.stringify({ challenge: "c", client }));
    expect((await fetchLoginRequest(context, "c")).json).toEqual({
      challenge: "c",
      client: { client_id: "shop", device_authorization_grant_id_token_lifespan: null, metadata: {} },
    });
  });

  it("is told who signed in, how, and for how long", async () => {
    const { context, received } = await openServer(200, '{"redirect_to":"https://a.example/back"}');
    expect(await acceptLogin(context, "challenge", session)).toBe("https://a.example/back");
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      subject: "identity-id",
      identity_provider_session_id: "session-id",
      amr: ["password"],
      remember: true,
      remember_for: 720 * 3600,
    });
  });

  it("is not followed to an address that is no page", async () => {
    const { context } = await openServer(200, '{"redirect_to":"javascript:alert(1)"}');
    expect((await errorOf(acceptLogin(context, "challenge", session))).code).toBe(500);
  });

  it("makes the request a bad one when it does not know the challenge", async () => {
    const { context } = await openServer(404, '{"error":"not_found","error_hint":"Which one?"}');
    const error = await errorOf(fetchLoginRequest(context, "challenge"));
    expect(error.code).toBe(400);
    expect(error.details).toEqual({ status_code: 404, oauth2_error_hint: "Which one?" });
  });

  it("is the one at fault when it fails, or says what nobody can read", async () => {
    for (const [status, answer] of [
      [503, "{}"],
      [200, "<html>"],
    ] as const) {
      const { context } = await openServer(status, answer);
      expect((await errorOf(fetchLoginRequest(context, "challenge"))).code).toBe(500);
    }
  });

  it("is the one at fault when nobody listens there", async () => {
    const context = await openContext("http://127.0.0.1:9/");
    expect((await errorOf(fetchLoginRequest(context, "challenge"))).code).toBe(500);
  });

  it("is not asked for a challenge where it is not configured", async () => {
    const context = await createTestContext();
    closing.push(() => context.store.close());
    expect(() => readLoginChallenge(context, new URLSearchParams("login_challenge=a"))).toThrow(ApiError);
    expect(readLoginChallenge(context, new URLSearchParams())).toBeNull();
  });
});
