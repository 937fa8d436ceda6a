// What an OAuth2 server's admin API answers, and what the pages make of it. The answers are as Ory Hydra 26.2 gives them.
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Visitor } from "@/lib/request";
import { configure, startFakeService } from "@/tests/unit/fake-service";

const service = await startFakeService();
configure(service, { ORY_OAUTH2_ADMIN_URL: service.url });
const { acceptConsent, consentRequest, logoutRequest } = await import("./requests");

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
const LOGOUT = "GET /admin/oauth2/auth/requests/logout";
const CONSENT = "GET /admin/oauth2/auth/requests/consent";

describe("a request that is over", () => {
  const unknown = { error: "Not Found", error_description: "Unable to locate the requested resource" };
  const expired = {
    error: "request_unauthorized",
    error_description:
      "The request could not be authorized. The consent request has expired, please try again.",
  };
  const answered = { redirect_to: "https://oauth2.example/oauth2/auth?client_id=shop" };

  it.each([
    ["was never made", 404, unknown],
    ["was answered", 410, answered],
    ["has waited too long", 401, expired],
  ])("is one that %s", async (_, status, body) => {
    service.on(CONSENT, { status, body });
    service.on(LOGOUT, { status, body });
    expect(await consentRequest("c", visitor)).toEqual({ kind: "gone" });
    expect(await logoutRequest("c", visitor)).toEqual({ kind: "gone" });
  });

  it("is none where the server refuses the app's own key", async () => {
    service.on(CONSENT, { status: 401, body: { error: { code: 401, status: "Unauthorized" } } });
    expect(await consentRequest("c", visitor)).toEqual({ kind: "unavailable" });
  });
});

describe("a consent", () => {
  const rememberFor = async (scopes: string[], isToBeRemembered: boolean) => {
    service.on("PUT /admin/oauth2/auth/requests/consent/accept", {
      status: 200,
      body: { redirect_to: "https://oauth2.example/oauth2/auth?consent_verifier=v" },
    });
    const request = {
      subject: "ada",
      isAgreed: false,
      scopes,
      audience: [],
      clientId: "shop",
      clientName: "The shop",
    };
    await acceptConsent("c", { request, idToken: {}, isToBeRemembered }, visitor);
    const { remember, remember_for } = JSON.parse(service.seen.at(-1)?.body ?? "") as Record<string, unknown>;
    expect(remember).toBe(isToBeRemembered);
    return remember_for;
  };

  it("stays listed until it is taken back where it lasts until then", async () => {
    expect(await rememberFor(["openid"], true)).toBe(0);
    expect(await rememberFor(["openid", "offline_access"], false)).toBe(0);
    expect(await rememberFor(["offline"], false)).toBe(0);
  });

  it("is listed for a while where nothing of it lasts", async () => {
    expect(await rememberFor(["openid", "email"], false)).toBe(30 * 24 * 60 * 60);
  });
});

describe("a sign-out", () => {
  const asked = (rpInitiated: boolean, client: object | null) => ({
    challenge: "c",
    subject: "ada",
    rp_initiated: rpInitiated,
    request_url: "/oauth2/sessions/logout",
    client,
  });
  const house = { client_id: "house", client_name: "House", skip_logout_consent: true };
  const isAgreed = async (body: object) => {
    service.on(LOGOUT, { status: 200, body });
    const result = await logoutRequest("c", visitor);
    return result.kind === "ok" && result.value.isAgreed;
  };

  it("asks nobody for an application of the house that has shown an id token", async () => {
    expect(await isAgreed(asked(true, house))).toBe(true);
  });

  it("asks otherwise", async () => {
    expect(await isAgreed(asked(false, house))).toBe(false);
    expect(await isAgreed(asked(false, null))).toBe(false);
    for (const skip of [null, false]) {
      expect(await isAgreed(asked(true, { ...house, skip_logout_consent: skip }))).toBe(false);
    }
  });

  it("does not show that server whose session it is", async () => {
    await isAgreed(asked(true, house));
    expect(service.seen[0]?.headers.cookie).toBeUndefined();
  });
});
