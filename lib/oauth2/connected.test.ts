// What an OAuth2 server keeps of consents, and what the settings make of it. The answers are as Ory Hydra 26.2 gives them.
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Visitor } from "@/lib/request";
import { configure, startFakeService } from "@/tests/unit/fake-service";

const service = await startFakeService();
configure(service, { ORY_OAUTH2_ADMIN_URL: service.url });
const { connectedApplications, takeAccessBack, takeAllAccessBack } = await import("./connected");

beforeEach(() => service.reset());
afterAll(() => service.stop());

const visitor: Visitor = {
  cookie: "ory_kratos_session=s",
  origin: "https://app.example",
  requestId: "r",
  userAgent: undefined,
  acceptLanguage: undefined,
  address: undefined,
};
const CONSENTS = "/admin/oauth2/auth/sessions/consent";
const OAUTH2_ERROR = { error: "invalid_request", error_description: "The request is malformed." };

const consent = (client: object, more: object = {}) => ({
  consent_request_id: "1f0c2a",
  grant_scope: ["openid"],
  grant_access_token_audience: [],
  session: { access_token: null, id_token: { email: "ada@people.example" } },
  remember: false,
  remember_for: 0,
  handled_at: "2026-01-01T10:00:00Z",
  context: {},
  consent_request: {
    challenge: "",
    requested_scope: ["openid", "email"],
    skip: false,
    subject: "ada",
    oidc_context: {},
    request_url: "https://oauth2.example/oauth2/auth?client_id=shop",
    client: { client_name: "", client_uri: "", policy_uri: "", tos_uri: "", skip_consent: false, ...client },
  },
  ...more,
});
const shop = { client_id: "shop", client_name: "The shop" };

async function listed(...bodies: unknown[]) {
  bodies.forEach((body, index) => {
    const from = index === 0 ? `page_size=100&subject=ada` : `page_size=100&page_token=t${index}`;
    const next = `<${CONSENTS}?page_size=100&page_token=t${index + 1}&subject=ada>; rel="next"`;
    const first = `<${CONSENTS}?page_size=100&page_token=t0&subject=ada>; rel="first"`;
    const link = index + 1 < bodies.length ? `${first},${next}` : first;
    service.on(`GET ${CONSENTS}?${from}`, { status: 200, body, headers: { link } });
  });
  return connectedApplications("ada", visitor);
}

async function applications(...bodies: unknown[]) {
  const result = await listed(...bodies);
  return result.kind === "ok" ? result.value.applications : result;
}

describe("the applications that a person has connected", () => {
  it("are listed with what each may do, and since when", async () => {
    const uris = {
      client_uri: "https://shop.example",
      policy_uri: "https://shop.example/privacy",
      tos_uri: "https://shop.example/terms",
    };
    const given = { grant_scope: ["openid", "email"], grant_access_token_audience: ["https://api.example"] };
    expect(await listed([consent({ ...shop, ...uris }, { ...given, remember: true })])).toEqual({
      kind: "ok",
      value: {
        isWhole: true,
        applications: [
          {
            clientId: "shop",
            name: "The shop",
            website: "https://shop.example",
            policy: "https://shop.example/privacy",
            terms: "https://shop.example/terms",
            scopes: ["openid", "email"],
            audience: ["https://api.example"],
            givenAt: "2026-01-01T10:00:00Z",
            isRemembered: true,
            isOfThisHouse: false,
          },
        ],
      },
    });
  });

  it("are none where nobody has been given anything", async () => {
    expect(await applications([])).toEqual([]);
  });

  it("stand there once each, whichever page their consents are on, the latest first", async () => {
    const other = { client_id: "other", client_name: "The other" };
    const found = await applications(
      [
        consent({ ...shop, client_name: "As it was called" }, { remember: true, grant_scope: ["email"] }),
        consent(other, { handled_at: "2026-01-02T10:00:00Z" }),
      ],
      [consent(shop, { handled_at: "2026-01-03T10:00:00Z", grant_scope: ["openid", "email"] })],
    );
    expect(found).toMatchObject([
      {
        clientId: "shop",
        name: "The shop",
        scopes: ["openid", "email"],
        givenAt: "2026-01-03T10:00:00Z",
        isRemembered: true,
      },
      { clientId: "other", isRemembered: false },
    ]);
  });

  it("are read to a bound, which is said", async () => {
    const more = Array.from({ length: 25 }, (_, index) => [consent({ client_id: `c${index}` })]);
    const result = await listed(...more);
    expect(result).toMatchObject({ kind: "ok", value: { isWhole: false } });
    expect(service.seen).toHaveLength(20);
  });

  it("link to nothing but pages of the web, however they call themselves", async () => {
    const found = await applications([
      consent({
        client_id: "odd",
        client_name: "x".repeat(500),
        client_uri: "javascript:alert(1)",
        policy_uri: "data:text/html,x",
        tos_uri: null,
      }),
    ]);
    expect(found).toMatchObject([{ website: undefined, policy: undefined, terms: undefined }]);
    expect(found).toMatchObject([{ name: "x".repeat(100) }]);
  });

  it("are marked where they are of this house, which asks nobody", async () => {
    expect(await applications([consent({ ...shop, skip_consent: true })])).toMatchObject([
      { isOfThisHouse: true },
    ]);
  });

  it("are not shown in part where the server fails on the way", async () => {
    for (const reply of ["drop", { status: 500 }, { status: 200, body: { nonsense: true } }] as const) {
      service.reset();
      await listed([consent(shop)], [consent(shop)]);
      service.on(`GET ${CONSENTS}?page_size=100&page_token=t1`, reply);
      expect(await connectedApplications("ada", visitor)).toEqual({ kind: "unavailable" });
    }
  });

  it("are asked for without the visitor's cookies", async () => {
    await listed([]);
    expect(service.seen[0]?.headers.cookie).toBeUndefined();
  });
});

describe("access", () => {
  it("is taken back from one application of one person", async () => {
    service.on(`DELETE ${CONSENTS}`, { status: 204 });
    expect(await takeAccessBack("ada", "shop & co", visitor)).toEqual({ kind: "ok", value: "done" });
    const { searchParams } = new URL(service.seen[0]?.target ?? "", service.url);
    expect(Object.fromEntries(searchParams)).toEqual({ subject: "ada", client: "shop & co" });
  });

  it("is taken back from all, and the person is signed in with the server no more", async () => {
    service.on("DELETE /admin/oauth2/auth/sessions", { status: 204 });
    expect(await takeAllAccessBack("ada", visitor)).toEqual({ kind: "ok", value: "done" });
    expect(service.seen.map(({ target }) => target)).toEqual([
      `${CONSENTS}?subject=ada&all=true`,
      "/admin/oauth2/auth/sessions/login?subject=ada",
    ]);
  });

  it("is said to be there still where the server does not answer, or refuses", async () => {
    service.on(`DELETE ${CONSENTS}`, "drop");
    expect(await takeAccessBack("ada", "shop", visitor)).toEqual({ kind: "unavailable" });
    expect(await takeAllAccessBack("ada", visitor)).toEqual({ kind: "unavailable" });
    service.on(`DELETE ${CONSENTS}`, { status: 400, body: OAUTH2_ERROR });
    expect(await takeAccessBack("ada", "shop", visitor)).toMatchObject({ kind: "refused", status: 400 });
    service.on(`DELETE ${CONSENTS}`, { status: 204 });
    service.on("DELETE /admin/oauth2/auth/sessions/login", { status: 503 });
    expect(await takeAllAccessBack("ada", visitor)).toEqual({ kind: "unavailable" });
  });
});
