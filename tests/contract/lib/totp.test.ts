import { describe, expect, it } from "vitest";
import { fill } from "./template";
import { totpCode } from "./totp";

// "12345678901234567890", the secret of RFC 6238, appendix B, in base32.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("the player's authenticator app", () => {
  it.each([
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ])("shows the code of RFC 6238 at %i seconds", (seconds, code) => {
    expect(totpCode(secret, 0, seconds * 1000)).toBe(code);
  });

  it("shows the codes of other steps", () => {
    expect(totpCode(secret, -1, 89_000)).toBe("287082");
    expect(totpCode(secret, 1, 29_000)).toBe("287082");
  });

  it("is used in a template", () => {
    const kept = new Map([["secret", secret]]);
    expect(fill("{{secret|totp}}", kept)).toMatch(/^\d{6}$/);
    expect(fill("{{secret|totp-1}}", kept)).not.toBe(fill("{{secret|totp+1}}", kept));
  });
});
