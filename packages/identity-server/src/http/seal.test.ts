import { describe, expect, it } from "vitest";
import { seal, unseal } from "./seal.js";

const [older, newer] = ["an-older-secret-of-many-letters", "a-newer-secret-of-many-letters"];

describe("a sealed value", () => {
  it("opens with any of the secrets, so that they can be rotated", () => {
    const sealed = seal("token", "session", [older]);
    expect(unseal(sealed, "session", [newer, older])).toBe("token");
    expect(unseal(seal("token", "session", [newer, older]), "session", [newer])).toBe("token");
  });

  it("opens with no other secret and for no other purpose", () => {
    const sealed = seal("token", "session", [older]);
    expect(unseal(sealed, "session", [newer])).toBeUndefined();
    expect(unseal(sealed, "continuity", [older])).toBeUndefined();
  });

  it("does not open when anything of it was changed", () => {
    const bytes = Buffer.from(seal("token", "session", [older]), "base64url");
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed.readUInt8(index) ^ 1) & 255, index);
      expect(unseal(changed.toString("base64url"), "session", [older])).toBeUndefined();
    }
    expect(unseal("", "session", [older])).toBeUndefined();
    expect(unseal("x".repeat(100_000), "session", [older])).toBeUndefined();
  });

  it("looks different each time", () => {
    expect(seal("token", "session", [older])).not.toBe(seal("token", "session", [older]));
  });
});
