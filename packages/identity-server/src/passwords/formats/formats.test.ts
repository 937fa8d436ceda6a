import { describe, expect, it } from "vitest";
import { importedHashes } from "../../../tests/support/imported-hashes.js";
import { verifierFor } from "../hashers.js";
import { md4 } from "./md4.js";

async function verifies(password: string, hash: string): Promise<boolean> {
  const verifier = verifierFor(hash);
  if (!verifier) throw new Error(`no verifier for ${hash}`);
  return verifier.verify(password, hash);
}

describe("an imported hash", () => {
  it.each(importedHashes)(
    "in the format $format fits its password and no other",
    async ({ hash, password }) => {
      expect(await verifies(password, hash)).toBe(true);
      expect(await verifies(`${password}!`, hash)).toBe(false);
      expect(await verifies("", hash)).toBe(false);
    },
  );

  it("of PBKDF2 may mean SHA-2 by a name that Kratos computes with SHA-3", async () => {
    const hash = "$pbkdf2-sha224$i=1000,l=28$MDEyMzQ1Njc4OWFiY2RlZg$rPiTdIk210UVdrFXYHo252wa4T2VpZdhQmK3/w";
    expect(await verifies("violet-meadow-1947", hash)).toBe(true);
  });

  it("of the crypt family fits a password that is longer than the digest's block", async () => {
    const long = "x".repeat(90);
    const hashes = [
      "$md5-crypt$s$XHV22knYPl4ApE/Cg6kfi/",
      "$sha256-crypt$s$4pje4na2/tXynzkB5.8agPBMaTh0r8K3X9mM6ZRc6rA",
      "$sha512-crypt$s$EYyjQZYTg.mevIptBysu3kBLmgz.KlnsYslfENWa.ZpPX8QGE8lpdadQbIVNJEZ5MHKrAVHdDCWsgeMljwYrC.",
    ];
    for (const hash of hashes) expect(await verifies(long, hash), hash).toBe(true);
  });

  it("of the crypt family costs nothing for a password so long that the work would be an attack", async () => {
    const started = performance.now();
    const hash =
      "$sha512-crypt$s$EYyjQZYTg.mevIptBysu3kBLmgz.KlnsYslfENWa.ZpPX8QGE8lpdadQbIVNJEZ5MHKrAVHdDCWsgeMljwYrC.";
    expect(await verifies("x".repeat(1_000_000), hash)).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it.each([
    "$md5$",
    "$md5$pf=$MTIz$MTIz",
    "$md5$pf=MTIz$Z$MTIz",
    "$sha1$NW9wbWtnejAzcg==$2qU2SGWP8viTM1md3FiI3+rjWXQ=",
    "$pbkdf2-sha256$MDEy$MDEy",
    "$scrypt$ln=1025,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg==$KX0pJSGArFOHdWdR5ow4oi4eceNCAHBdL8soSGY9fUM=",
    "{SSHA}dG9vc2hvcnQ=",
    "$hmac-md5$MTIz",
    "$md5-crypt$a$b$c",
    "$sha256-crypt$$",
  ])("that is damaged fits no password: %s", async (hash) => {
    await expect(
      verifies("test", hash).then(
        (fits) => (fits ? "fits" : "no"),
        () => "no",
      ),
    ).resolves.toBe("no");
  });
});

describe("MD4", () => {
  it.each([
    ["", "31d6cfe0d16ae931b73c59d7e0c089c0"],
    ["abc", "a448017aaf21d8525fc10ae87aa6729d"],
    [
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "e33b4ddc9c38f2199c3e7b164fcc0536",
    ],
  ])("computes the vectors of RFC 1320: %s", (text, expected) => {
    expect(md4(Buffer.from(text)).toString("hex")).toBe(expected);
  });
});
