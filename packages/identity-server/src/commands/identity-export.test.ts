import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.js";
import { exportIdentity } from "./identity-export.js";

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
    totp: { type: "totp", config: { totp_url: "otpauth://..." } },
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
    expect(exportIdentity(identity).leftBehind).toEqual(["totp"]);
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
