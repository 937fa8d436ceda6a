// REQUIRE_AAL2=everybody: no page and no handler takes a session without its second factor, but for where one is set up.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { NextRequest } from "next/server";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { APP, configure, flow, OTHER_FLOW_ID, session, startFakeService } from "./fake-service";

const request = { headers: new Headers() };
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));
class Redirected extends Error {}
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Redirected(to);
  },
  notFound: () => {
    throw new Error("not found");
  },
}));

const service = await startFakeService();
configure(service, {
  REQUIRE_AAL2: "everybody",
  ORY_OAUTH2_ADMIN_URL: service.url,
  ADMIN_EMAILS: "ada@people.example",
});
const { middleware } = await import("@/middleware");
const { getSession, getSignedIn, requireAal2, requireRole, requireSession } =
  await import("@/lib/session/session");
const { requireAdmin } = await import("@/lib/admin/require-admin");
const { sealSession } = await import("@/lib/session/sealed-session");
const { sealAsked } = await import("@/lib/oauth2/asked");
const notes = await import("@/app/api/notes/route");
const sessions = await import("@/app/api/sessions/route");
const exporting = await import("@/app/api/account/export/route");
const deletion = await import("@/app/api/account/delete/route");
const consent = await import("@/app/api/oauth2/consent/route");
const applications = await import("@/app/api/oauth2/applications/route");
const advice = await import("@/app/api/account/advice/route");

const COOKIE = "ory_kratos_session=s";

beforeEach(() => {
  service.reset();
  service.on("GET /sessions/whoami", { status: 200, body: session });
  request.headers = new Headers({ cookie: COOKIE });
});
afterAll(() => service.stop());

async function visit(target: string) {
  const response = await middleware(new NextRequest(`${APP}${target}`, { headers: { cookie: COOKIE } }));
  return {
    location: response.headers.get("location")?.replace(APP, ""),
    rewrittenTo: response.headers.get("x-middleware-rewrite")?.replace(APP, ""),
  };
}

const secondStep = (here: string) => `/login?aal=aal2&return_to=${encodeURIComponent(here)}`;
const redirectOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no redirect",
    (error: unknown) => (error instanceof Redirected ? error.message : Promise.reject(error as Error)),
  );

describe("where a second factor is asked of everybody", () => {
  it("asks for it before every page of the account and the console", async () => {
    for (const path of [
      "/dashboard",
      "/notes",
      "/notes/1",
      "/sessions",
      "/settings/activity",
      "/settings/data",
      "/admin",
      "/admin/identities",
    ]) {
      expect((await visit(path)).location, path).toBe(secondStep(path));
    }
  });

  it("leaves open the forms of the settings, where one is set up, and the pages for anybody", async () => {
    service.on("GET /self-service/settings/browser", { status: 200, body: flow("settings") });
    for (const path of ["/settings", "/settings/second-factors", "/settings/keys"]) {
      const { location, rewrittenTo } = await visit(path);
      expect(location, path).toBeUndefined();
      expect(rewrittenTo, path).toMatch(new RegExp(`^${path}\\?flow=`));
    }
    for (const path of ["/", "/welcome", "/logout", "/error"]) {
      expect((await visit(path)).location, path).toBeUndefined();
    }
  });

  it("takes no session in a page, also where the seal of the middleware has brought one", async () => {
    const sealed = await sealSession(session as Parameters<typeof sealSession>[0], COOKIE);
    request.headers.set("x-foyer-session", sealed ?? "");
    request.headers.set("x-foyer-here", "/settings/second-factors");
    for (const guard of [requireSession, requireAal2, () => requireRole("admin"), requireAdmin]) {
      expect(await redirectOf(guard())).toBe(secondStep("/settings/second-factors"));
    }
    expect(await getSession()).toBeNull();
    expect(await getSignedIn()).toEqual(session);
  });

  it("does nothing in a handler", async () => {
    const asked = await sealAsked("consent", { challenge: "c", identityId: session.identity.id });
    const post = (handler: (request: Request) => Promise<Response>, fields: Record<string, string>) =>
      handler(
        new Request(`${APP}/api/x`, {
          method: "POST",
          headers: { origin: APP, cookie: COOKIE },
          body: new URLSearchParams(fields),
        }),
      );
    const get = (handler: (request: Request) => Promise<Response>) =>
      handler(new Request(`${APP}/api/x`, { headers: { cookie: COOKIE } }));
    const led = [
      await post(sessions.POST, { action: "revoke", id: OTHER_FLOW_ID }),
      await post(sessions.POST, { action: "revoke_others" }),
      await post(deletion.POST, { confirm: "yes" }),
      await post(consent.POST, { asked, decision: "allow" }),
      await post(applications.POST, { client: "c" }),
      await post(advice.POST, { not_now: "passkey" }),
      await get(exporting.GET),
    ];
    for (const answer of led) expect(answer.headers.get("location")).toMatch(/^\/login\?aal=aal2&return_to=/);
    expect((await get(notes.GET)).status).toBe(403);
    expect(new Set(service.seen.map(({ target }) => target))).toEqual(new Set(["/sessions/whoami"]));
  });
});

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = ["app", "components", "lib"].flatMap((folder) =>
  readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path)),
);
const textOf = (path: string) => readFileSync(`${root}/${path}`, "utf8");
const without = (paths: string[], pattern: RegExp) => paths.filter((path) => !pattern.test(textOf(path)));
/** A fork may have left out some of what is known. */
const beyond = (known: string[], paths: string[]) => paths.filter((path) => !known.includes(path));

describe("who acts", () => {
  it("is asked by every handler but those for anybody, and those of the service's own forms", () => {
    const handlers = sources.filter((path) => path.endsWith("/route.ts"));
    const open = [
      "app/api/auth/[flow]/route.ts",
      "app/api/auth/logout/route.ts",
      "app/api/language/route.ts",
      "app/api/oauth2/logout/route.ts",
      "app/api/ory/[...path]/route.ts",
      "app/api/theme/route.ts",
      "app/health/live/route.ts",
      "app/health/ready/route.ts",
    ];
    expect(beyond(open, without(handlers, /\b(whoami|signedInPost|requireAdmin)\(/))).toEqual([]);
  });

  it("is asked by every page and action of the account and the console but the forms of the settings", () => {
    const pages = sources.filter((path) =>
      /^app\/(\(account\)|admin)\/.*(page\.tsx|actions\.ts)$/.test(path),
    );
    const forms = ["app/(account)/settings/[section]/page.tsx", "app/(account)/settings/page.tsx"];
    expect(beyond(forms, without(pages, /\b(requireSession|requireAdmin|myNotes)\(/))).toEqual([]);
  });
});

describe("the service's own word on who is signed in", () => {
  it("is asked for only where nobody is let in by it", () => {
    const askers = sources.filter((path) => /\b(askWhoami|getSignedIn)\b/.test(textOf(path)));
    const known = [
      // They show who is signed in, and the ways on and out.
      "app/(auth)/login/page.tsx",
      "app/(auth)/verification/page.tsx",
      // Signing out is always open.
      "app/api/oauth2/logout/route.ts",
      "app/page.tsx",
      "app/welcome/page.tsx",
      "components/shell/account-menu.tsx",
      // They write down what the service has done.
      "lib/activity/account-before.ts",
      "lib/door/observe.ts",
      // It leaves the settings' forms to the service.
      "lib/middleware/decide.ts",
      "lib/ory/logout.ts",
      // It leads on who has nothing to do at a sign-in.
      "lib/ory/start-flow.ts",
      "lib/session/given-session.ts",
      "lib/session/session.ts",
      "lib/session/whoami.ts",
    ];
    expect(beyond(known, askers)).toEqual([]);
  });
});
