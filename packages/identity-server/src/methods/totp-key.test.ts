import jsqr from "jsqr";
import { Secret } from "otpauth";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { newTotpUrl, oldestStep, qrImage, secretOf, stepOfCode, totpUrlOf } from "./totp-key.js";

// RFC 6238, appendix B, for SHA-1: the last six of its eight digits.
const rfcSecret = Secret.fromUTF8("12345678901234567890").base32;
const rfcUrl = `otpauth://totp/Foyer:ada?secret=${rfcSecret}`;
const vectors: [seconds: number, code: string][] = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
];

describe("a code of an authenticator app", () => {
  it.each(vectors)("is that of RFC 6238 at %i seconds", async (seconds, code) => {
    expect(await stepOfCode(rfcUrl, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it("is taken in the step before and the step after its own, and in no other", async () => {
    const step = Math.floor(1111111111 / 30);
    const takenAt = async (offset: number) => stepOfCode(rfcUrl, "050471", (step + offset) * 30_000);
    expect(await Promise.all([-2, -1, 0, 1, 2].map(takenAt))).toEqual([
      undefined,
      step,
      step,
      step,
      undefined,
    ]);
    expect(await stepOfCode(rfcUrl, "050471", (step + 2) * 30_000 - 1)).toBe(step);
    expect(oldestStep((step + 1) * 30_000)).toBe(step);
  });

  it("may have spaces, and nothing else", async () => {
    const at = 59_000;
    expect(await stepOfCode(rfcUrl, " 287 082 ", at)).toBe(1);
    for (const typed of ["", "28708", "2870822", "287082a", "94287082"]) {
      expect(await stepOfCode(rfcUrl, typed, at)).toBeUndefined();
    }
  });
});

describe("the link that apps read", () => {
  it("has a secret of 160 bits, another one each time", async () => {
    const [one, two] = await Promise.all([newTotpUrl("Foyer", "ada"), newTotpUrl("Foyer", "ada")]);
    expect(secretOf(one)).toMatch(/^[A-Z2-7]{32}$/);
    expect(secretOf(one)).not.toBe(secretOf(two));
  });

  it("names the service and the account, whatever is in their names", async () => {
    const url = await newTotpUrl("Ada & Söhne: Uhren?", "ada+1@foyer.example");
    expect(url).toMatch(
      /^otpauth:\/\/totp\/Ada%20&%20S%C3%B6hne%3A%20Uhren%3F:ada\+1@foyer\.example\?algorithm=SHA1&digits=6&issuer=/,
    );
    expect(new URL(url).searchParams.get("issuer")).toBe("Ada & Söhne: Uhren?");
  });

  it("is read as Kratos wrote it, and nothing else is taken for one", () => {
    expect(totpUrlOf({ totp_url: rfcUrl })).toBe(rfcUrl);
    expect(secretOf(`otpauth://totp/A:b?algorithm=SHA1&digits=6&secret=${rfcSecret.toLowerCase()}`)).toBe(
      rfcSecret,
    );
    for (const config of [
      undefined,
      {},
      { totp_url: "" },
      { totp_url: 1 },
      { totp_url: "https://a/?secret=AAAA" },
    ]) {
      expect(totpUrlOf(config)).toBeUndefined();
    }
  });
});

describe("the QR code", () => {
  async function scanned(url: string): Promise<string | undefined> {
    const { src, width, height } = await qrImage(url);
    const prefix = "data:image/png;base64,";
    expect(src.startsWith(prefix)).toBe(true);
    const png = PNG.sync.read(Buffer.from(src.slice(prefix.length), "base64"));
    expect([png.width, png.height]).toEqual([width, height]);
    return jsqr(new Uint8ClampedArray(png.data), png.width, png.height)?.data;
  }

  it("is scanned back to the link", async () => {
    const url = await newTotpUrl("Foyer", "ada.lovelace@foyer.example");
    expect(await scanned(url)).toBe(url);
  });

  it("is scanned back with the longest names", async () => {
    const url = await newTotpUrl(
      "The Analytical Engine Society of Great Britain and Ireland",
      "é".repeat(40),
    );
    expect(await scanned(url)).toBe(url);
  });

  it("is small enough to travel with every settings page", async () => {
    const { src } = await qrImage(await newTotpUrl("Foyer", "ada.lovelace@foyer.example"));
    expect(src.length).toBeLessThan(2000);
  });
});
