// Accounts that come from elsewhere: passwords in every format of hash, and what becomes of them at the first sign-in.
import { importedHashes } from "../../../packages/identity-server/tests/support/imported-hashes";
import type { Topic } from "../lib/scenario";
import { address, otherPassword, request, scenario, start, submit } from "./steps";

const bring = (hash: string) =>
  request("import", "admin", "POST /admin/identities", {
    json: {
      traits: { email: address("ada") },
      credentials: { password: { config: { hashed_password: hash } } },
    },
  });

const enter = (password: string, step: string) => [
  ...start("login", "native", { flow: step }),
  submit(
    "login",
    "native",
    { method: "password", identifier: address("ada"), password },
    { flow: step, step },
  ),
];

export const imports: Topic = {
  topic: "imports",
  scenarios: [
    ...importedHashes.map(({ format, hash, password }) =>
      scenario(`signs in with a password that was imported as ${format}`, [
        bring(hash),
        ...enter(otherPassword, "wrong"),
        ...enter(password, "right"),
        ...enter(password, "once-more"),
        ...enter(otherPassword, "wrong-once-more"),
      ]),
    ),
    ...[
      ["a format that there is not", "$blowfish$c2FsdA$aGFzaA"],
      ["no format at all", "violet-meadow-1947"],
      ["a digest that HMAC is not imported with", "$hmac-sha3$MTIz$MTIz"],
      ["nothing", ""],
    ].map(([what = "", hash = ""]) => scenario(`refuses a hash of ${what}`, [bring(hash)])),
    ...[
      ["MD5 without a digest", "$md5$"],
      ["PBKDF2 without parameters", "$pbkdf2-sha256$MDEy$MDEy"],
      ["scrypt whose N is no power of two", "$scrypt$ln=1025,r=8,p=1$MDEy$MDEy"],
      ["crypt without a salt and a digest", "$sha512-crypt$$"],
    ].map(([what = "", hash = ""]) =>
      scenario(`takes ${what}, which then fits no password`, [
        bring(hash),
        ...enter(otherPassword, "sign-in"),
      ]),
    ),
  ],
};
