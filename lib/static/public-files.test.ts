// Which requests are for a file, and not for a page that is called like one.
import { beforeEach, describe, expect, it, vi } from "vitest";

describe("a request for a public file", () => {
  beforeEach(() => {
    vi.resetModules();
    vi.stubEnv("FOYER_PUBLIC_FILES", JSON.stringify(["/logo.svg", "/fonts/x.woff2"]));
    return () => vi.unstubAllEnvs();
  });

  const asked = async (pathname: string, method = "GET") =>
    (await import("./public-files")).isPublicFile({ method, pathname });

  it("is one by its exact path, to read", async () => {
    expect(await asked("/logo.svg")).toBe(true);
    expect(await asked("/logo.svg", "HEAD")).toBe(true);
    expect(await asked("/logo.svg", "POST")).toBe(false);
  });

  it.each([
    "/logo.svg/",
    "//logo.svg",
    "/LOGO.svg",
    "/logo%2Esvg",
    "/fonts",
    "/fonts/",
    "/admin/logo.svg",
    "/dashboard%2F..%2Flogo.svg",
    "/settings/password.png",
    "/",
    "/constructor",
  ])("is not one by %s", async (path) => {
    expect(await asked(path)).toBe(false);
  });
});
