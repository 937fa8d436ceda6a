import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../json.js";
import { exportIdentity } from "./exported.js";

const identity = {
  id: "1",
  schema_id: "person",
  state: "active",
  traits: { email: "ada@example.com" },
  metadata_public: null,
  metadata_admin: { note: 1 },
  organization_id: null,
  verifiable_addresses: [
    { id: "2", value: "ada@example.com", via: "email", verified: true, status: "completed", created_at: "x" },
  ],
  recovery_addresses: [{ id: "3", value: "ada@example.com", via: "email", created_at: "x" }],
  credentials: {
    password: { type: "password", config: { hashed_password: "$2b$..." } },
    oidc: {
      type: "oidc",
      config: { providers: [{ provider: "google", subject: "s", initial_id_token: "t" }] },
    },
    webauthn: { type: "webauthn", config: {} },
    totp: { type: "totp", identifiers: ["1"], version: 0, config: { totp_url: "otpauth://..." } },
  },
};

describe("an exported identity", () => {
  it("has the form that the admin API takes: no ids, no times, no tokens, the password's hash", () => {
    expect(exportIdentity(identity).body).toEqual({
      schema_id: "person",
      state: "active",
      traits: { email: "ada@example.com" },
      credentials: {
        password: { config: { hashed_password: "$2b$..." } },
        oidc: { config: { providers: [{ provider: "google", subject: "s" }] } },
      },
      verifiable_addresses: [{ value: "ada@example.com", via: "email", verified: true, status: "completed" }],
      recovery_addresses: [{ value: "ada@example.com", via: "email" }],
      metadata_admin: { note: 1 },
    });
  });

  it("tells which credentials cannot be taken along, but not those that were never set up", () => {
    expect(exportIdentity(identity).leftBehind).toEqual(["totp", "oidc tokens"]);
  });

  it("takes them along for a server that is patched, with the id that some are found by", () => {
    const { body, leftBehind } = exportIdentity(identity, { allCredentials: true });
    expect(body).toMatchObject({
      id: "1",
      credentials: { totp: { config: { totp_url: "otpauth://..." }, identifiers: ["1"], version: 0 } },
    });
    expect(body.credentials).not.toHaveProperty("webauthn");
    expect(leftBehind).toEqual(["oidc tokens"]);
  });

  it("keeps its id as the external one where it is asked to, and where there is none yet", () => {
    expect(exportIdentity(identity, { idAsExternalId: true }).body).toMatchObject({ external_id: "1" });
    const known = { ...identity, external_id: "staff-7" };
    expect(exportIdentity(known, { idAsExternalId: true }).body).toMatchObject({ external_id: "staff-7" });
  });

  it("takes links by SAML along, which somebody else signs in by", () => {
    const saml = { type: "saml", config: { providers: [{ provider: "okta", subject: "s" }] } };
    expect(exportIdentity({ ...identity, credentials: { saml } }).body.credentials).toEqual({
      saml: { config: { providers: [{ provider: "okta", subject: "s" }] } },
    });
  });

  it("has no credentials when there are none to take along", () => {
    expect(exportIdentity({ ...identity, credentials: {} }).body).not.toHaveProperty("credentials");
  });

  it("leaves no key behind where there is none, whatever else its credential holds", () => {
    const keys = (credentials: JsonObject[]) => ({
      webauthn: { type: "webauthn", config: { user_handle: "aGFuZGxl", credentials } },
    });
    const leftBehind = (credentials: JsonObject) =>
      exportIdentity({ schema_id: "person", traits: {}, credentials }).leftBehind;
    expect(leftBehind(keys([]))).toEqual([]);
    expect(leftBehind(keys([{ id: "a2V5" }]))).toEqual(["webauthn"]);
  });
});
