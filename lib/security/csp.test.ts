import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./csp";

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
