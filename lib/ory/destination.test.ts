import { describe, expect, it, vi } from "vitest";

vi.stubEnv("ORY_SDK_URL", "https://auth.internal/base");
const { destinationOf } = await import("./destination");

const ORIGIN = "https://app.example";
const ID = "5b0ab4de-6b8f-4d3a-9d0b-1f2e3a4b5c6d";

function pathOf(location: string) {
  const to = destinationOf(location, ORIGIN);
  return to?.kind === "own" ? to.path : to?.href;
}

describe("destinationOf", () => {
  for (const base of ["https://auth.internal/base", `${ORIGIN}/api/ory`, ORIGIN, ""]) {
    it(`takes ${base || "a path of the service"} for the service itself`, () => {
      expect(pathOf(`${base}/self-service/login/browser?refresh=true&return_to=%2Fa&x=1`)).toBe(
        "/login?return_to=%2Fa&refresh=true",
      );
      expect(pathOf(`${base}/self-service/recovery/flows?id=${ID}`)).toBe(`/recovery?flow=${ID}`);
      expect(pathOf(`${base}/self-service/settings?flow=${ID}`)).toBe(
        `/api/ory/self-service/settings?flow=${ID}`,
      );
    });
  }

  it("leads to pages of this origin by their path", () => {
    expect(pathOf(`${ORIGIN}/settings?flow=${ID}#x`)).toBe(`/settings?flow=${ID}#x`);
  });

  it("leads to a provider by its address", () => {
    expect(destinationOf("https://idp.example/auth?client_id=1", ORIGIN)).toEqual({
      kind: "other",
      href: "https://idp.example/auth?client_id=1",
    });
  });

  it("does not take a neighbour for the service", () => {
    expect(pathOf("https://auth.internal/based/self-service/login/browser")).toBe(
      "https://auth.internal/based/self-service/login/browser",
    );
  });

  for (const location of [
    "javascript:alert(1)",
    "http:\\\\other.example",
    "https:\\\\other.example",
    "//other.example",
    "http://other.example/",
    `${ORIGIN}/api/ory/admin/identities`,
    "https://auth.internal/base/admin/identities",
    "https://auth.internal/base/self-service/..%2f..%2fadmin",
    "",
  ]) {
    it(`leads nobody to ${JSON.stringify(location)}`, () =>
      expect(destinationOf(location, ORIGIN)).toBeUndefined());
  }
});
