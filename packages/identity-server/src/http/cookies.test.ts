import { describe, expect, it } from "vitest";
import { createTestContext } from "../../tests/support/context.js";
import { continuityCookie, csrfCookie, sessionCookie } from "./cookies.js";

const now = Date.parse("2030-01-01T12:00:00Z");

async function written(env: Record<string, string>) {
  const context = await createTestContext(env);
  try {
    const config = context.config();
    return {
      session: sessionCookie(config, { token: "t", expiresAt: now + 60_000 }, now),
      csrf: csrfCookie(config, "csrf", "secret"),
      continuity: continuityCookie(config, {}, now),
    };
  } finally {
    await context.close();
  }
}

const none = { COOKIES_SAME_SITE: "None", SESSION_COOKIE_SAME_SITE: "None" };

describe("cookies for requests from other sites", () => {
  it("are such where they go over TLS alone", async () => {
    const { session, csrf } = await written({ ...none, COOKIES_SECURE: "true" });
    for (const cookie of [session, csrf]) expect(cookie).toMatch(/; Secure; SameSite=None$/);
  });

  it("are not such over plain HTTP, where no browser would take them", async () => {
    const { session, csrf } = await written(none);
    for (const cookie of [session, csrf]) expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
  });
});

describe("the cookie of paused actions", () => {
  it("comes back from a provider, whatever the others are limited to", async () => {
    const limits = { COOKIES_SAME_SITE: "Strict", COOKIES_PATH: "/auth", COOKIES_DOMAIN: "foyer.example" };
    const { continuity } = await written(limits);
    expect(continuity).toMatch(/; Path=\/; (?!.*Domain).*SameSite=Lax$/);
  });
});
