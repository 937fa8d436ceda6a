// Files of the public folder, and pages that are called like them.
import { NextRequest } from "next/server";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { APP, configure, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service);
const { noticeCookie } = await import("@/lib/session/notices");

beforeEach(() => service.reset());
afterAll(() => service.stop());

describe("a file of the public folder", () => {
  const visitOfBuildWith = async (files: string[], target: string, headers = {}) => {
    vi.resetModules();
    vi.stubEnv("FOYER_PUBLIC_FILES", JSON.stringify(files));
    vi.stubEnv("NODE_ENV", "production");
    vi.stubEnv("FOYER_SECRET", "a-secret-of-more-than-32-characters");
    const { middleware: built } = await import("@/middleware");
    const answer = await built(new NextRequest(`${APP}${target}`, { headers }));
    vi.unstubAllEnvs();
    return answer;
  };

  it("may be kept, and takes nothing of its visitor: no question to the service, no notice", async () => {
    const notice = (await noticeCookie(["signed_out"], APP)).split(";")[0] ?? "";
    const cookie = `ory_kratos_session=s; ${notice}`;
    const file = await visitOfBuildWith(["/logo.svg"], "/logo.svg", { cookie });
    expect(file.headers.get("x-middleware-next")).toBe("1");
    expect(file.headers.get("cache-control")).toBe("public, max-age=3600, stale-while-revalidate=86400");
    expect(file.headers.getSetCookie()).toEqual([]);
    expect(file.headers.has("x-request-id")).toBe(false);
    expect(service.seen).toEqual([]);
  });

  it("opens no page that is called like one", async () => {
    for (const path of ["/admin/logo.svg", "/notes/logo.svg", "/settings/password.png", "/dashboard/x.css"]) {
      const page = await visitOfBuildWith(["/logo.svg"], path);
      expect(page.headers.get("location"), path).toMatch(/\/login\?return_to=/);
      expect(page.headers.get("cache-control"), path).toContain("no-store");
    }
    const open = await visitOfBuildWith(["/logo.svg"], "/welcome/logo.svg");
    expect(open.headers.get("cache-control")).toContain("no-store");
    expect(open.headers.get("content-security-policy")).toContain("'nonce-");
  });
});
