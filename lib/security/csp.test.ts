import { afterEach, describe, expect, it, vi } from "vitest";
import { contentSecurityPolicy } from "./csp";
import { checkedOrigins, otherOrigins, type OtherOrigins } from "./other-origins";

const directive = (policy: string, name: string) =>
  policy
    .split("; ")
    .find((each) => each.startsWith(`${name} `))
    ?.split(" ")
    .slice(1);

describe("the content security policy", () => {
  const policy = contentSecurityPolicy({ nonce: "n0", isDevelopment: false, isSecure: true });

  it("lets scripts run by nonce alone", () => {
    expect(directive(policy, "script-src")).toEqual(["'self'", "'nonce-n0'", "'strict-dynamic'"]);
    expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)/);
  });

  it("shuts what the pages don't need", () => {
    expect(directive(policy, "default-src")).toEqual(["'none'"]);
    expect(directive(policy, "frame-ancestors")).toEqual(["'none'"]);
    expect(directive(policy, "base-uri")).toEqual(["'none'"]);
    expect(directive(policy, "form-action")).toEqual(["'self'"]);
  });

  it("asks for https only where visitors come by it", () => {
    expect(policy).toContain("upgrade-insecure-requests");
    expect(contentSecurityPolicy({ nonce: "n", isDevelopment: false, isSecure: false })).not.toContain(
      "upgrade",
    );
  });

  it("gives the development server what it needs, and no inline scripts even there", () => {
    const loose = contentSecurityPolicy({ nonce: "n", isDevelopment: true, isSecure: false });
    expect(directive(loose, "script-src")).toContain("'unsafe-eval'");
    expect(directive(loose, "script-src")).not.toContain("'unsafe-inline'");
  });
});

const none: OtherOrigins = { images: [], media: [], fonts: [], styles: [], connections: [], frames: [] };

describe("what is let in from other origins", () => {
  afterEach(() => {
    vi.doUnmock("./other-origins");
    vi.resetModules();
  });

  const policyWith = async (given: Partial<OtherOrigins>) => {
    vi.resetModules();
    vi.doMock("./other-origins", () => ({ checkedOrigins, otherOrigins: { ...none, ...given } }));
    const { contentSecurityPolicy: widened } = await import("./csp");
    return widened({ nonce: "n0", isDevelopment: false, isSecure: true });
  };

  it("is one exact origin each", () => {
    expect(checkedOrigins(otherOrigins)).toBe(otherOrigins);
  });

  it("stands in the directive of its kind, and in no other", async () => {
    const policy = await policyWith({
      images: ["https://images.example.com"],
      media: ["https://films.example.com"],
      fonts: ["https://fonts.example.com"],
      styles: ["https://styles.example.com"],
      connections: ["https://api.example.com:8443", "wss://live.example.com", "http://localhost:4000"],
      frames: ["https://maps.example.com"],
    });
    expect(directive(policy, "img-src")).toEqual(["'self'", "data:", "https://images.example.com"]);
    expect(directive(policy, "media-src")).toEqual(["'self'", "https://films.example.com"]);
    expect(directive(policy, "font-src")).toEqual(["'self'", "https://fonts.example.com"]);
    expect(directive(policy, "style-src")).toEqual(["'self'", "'nonce-n0'", "https://styles.example.com"]);
    expect(directive(policy, "connect-src")).toEqual([
      "'self'",
      "https://api.example.com:8443",
      "wss://live.example.com",
      "http://localhost:4000",
    ]);
    expect(directive(policy, "frame-src")).toEqual(["https://maps.example.com"]);
    expect(directive(policy, "script-src")).toEqual(["'self'", "'nonce-n0'", "'strict-dynamic'"]);
    expect(policy.match(/example\.com/g)).toHaveLength(7);
  });

  it.each([
    "*",
    "https:",
    "data:",
    "https://*",
    "https://*.example.com",
    "*.example.com",
    "example.com",
    "http://example.com",
    "https://example.com/",
    "https://example.com/path",
    "https://example.com https://other.example",
    "https://example.com; script-src *",
    "https://example.com\nx",
    "https://user@example.com",
    "HTTPS://EXAMPLE.COM",
    "wss://example.com",
    "'unsafe-inline'",
    "'unsafe-eval'",
    "'self'",
    "",
  ])("is refused where it is not one exact origin: %j", async (entry) => {
    await expect(policyWith({ images: [entry] })).rejects.toThrow(`images: "${entry}"`);
    expect(() => checkedOrigins({ ...none, frames: [entry] })).toThrow(/such as https:\/\/cdn/);
  });
});
