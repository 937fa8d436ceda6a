import { describe, expect, it } from "vitest";
import type { Config } from "../config/index.js";
import { decryptStored, encryptStored } from "./cipher.js";
import { hChaCha20, openXChaCha, sealXChaCha } from "./xchacha.js";

function config(algorithm: string, ...cipher: string[]): Config {
  return {
    ciphers: { algorithm },
    secrets: { cipher, default: ["a secret of the tests' own"] },
  } as unknown as Config;
}
const first = "1".repeat(32);
const second = "2".repeat(32);

describe("stored secrets", () => {
  it.each(["noop", "aes", "xchacha20-poly1305"])("come back as they were, with %s", (algorithm) => {
    const stored = encryptStored(config(algorithm, first), "a token");
    expect(stored).not.toContain("a token");
    expect(stored).not.toContain(Buffer.from("a token").toString("hex"));
    expect(decryptStored(config(algorithm, first), stored)).toBe("a token");
  });

  it("are read with an earlier secret after a rotation, and with another algorithm", () => {
    const stored = encryptStored(config("aes", first), "a token");
    expect(decryptStored(config("xchacha20-poly1305", second, first), stored)).toBe("a token");
    expect(decryptStored(config("aes", second), stored)).toBeUndefined();
  });

  it("stay empty where there is nothing to keep", () => {
    expect(encryptStored(config("aes", first), "")).toBe("");
    expect(decryptStored(config("aes", first), "")).toBe("");
  });

  it("do not open when they were changed", () => {
    const stored = encryptStored(config("aes", first), "a token");
    const changed = (stored.startsWith("0") ? "1" : "0") + stored.slice(1);
    expect(decryptStored(config("aes", first), changed)).toBeUndefined();
    expect(decryptStored(config("aes", first), "no hex")).toBeUndefined();
  });
});

describe("XChaCha20", () => {
  // The vector of draft-irtf-cfrg-xchacha-03, section 2.2.1.
  it("makes the sub-key of the draft", () => {
    const key = Buffer.from("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "hex");
    const nonce = Buffer.from("000000090000004a0000000031415927", "hex");
    expect(hChaCha20(key, nonce).toString("hex")).toBe(
      "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc",
    );
  });

  it("refuses another key", () => {
    const sealed = sealXChaCha(Buffer.from("text"), Buffer.from(first));
    expect(openXChaCha(sealed, Buffer.from(first)).toString()).toBe("text");
    expect(() => openXChaCha(sealed, Buffer.from(second))).toThrow();
  });
});
