import { describe, expect, it } from "vitest";
import type { Identity, Session } from "@ory/client";
import { adviceOf } from "./advice";

const EVERYTHING = ["profile", "password", "totp", "lookup_secret", "webauthn", "passkey"];
const TOTP = { totp: { type: "totp" } };
const CODES = { lookup_secret: { type: "lookup_secret" } };
const PASSKEY = { passkey: { config: { credentials: [{ id: "k" }] } } };

interface Given {
  credentials?: object;
  level?: Session["authenticator_assurance_level"];
  offered?: string[];
}

function advice({ credentials = {}, level = "aal1", offered = EVERYTHING }: Given) {
  const identity = { id: "i", schema_id: "", schema_url: "", traits: {}, credentials } as Identity;
  const session = { id: "s", authenticator_assurance_level: level } as Session;
  return adviceOf({ session, identity, groups: new Set(offered) });
}

describe("advice on an account", () => {
  it("names a second step and a passkey to who has only a password", () => {
    expect(advice({ credentials: { password: {}, webauthn: { identifiers: ["a"] }, passkey: {} } })).toEqual([
      "second-step",
      "passkey",
    ]);
  });

  it("names backup codes to who has a second step that can be lost", () => {
    expect(advice({ credentials: TOTP })).toEqual(["backup-codes", "passkey"]);
    const key = { webauthn: { config: { credentials: [{ is_passwordless: false }] } } };
    expect(advice({ credentials: key })).toEqual(["backup-codes", "passkey"]);
  });

  it("names nothing that is done", () => {
    expect(advice({ credentials: { ...TOTP, ...CODES, ...PASSKEY } })).toEqual([]);
    expect(advice({ credentials: { ...CODES, ...PASSKEY } })).toEqual([]);
    // A code by mail is a second step that no credential tells of.
    expect(advice({ level: "aal2", credentials: PASSKEY })).toEqual([]);
  });

  it("names nothing that the service does not offer", () => {
    expect(advice({ offered: ["profile", "password"] })).toEqual([]);
    expect(advice({ offered: ["passkey"] })).toEqual(["passkey"]);
    expect(advice({ offered: ["totp"], credentials: TOTP })).toEqual([]);
    expect(advice({ offered: ["totp"] })).toEqual(["second-step"]);
  });
});
