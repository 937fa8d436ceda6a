// What is written down of an answer or a form: read off session, names of fields and addresses.
import type { Session } from "@ory/client";
import { describe, expect, it } from "vitest";
import { coarseAddress } from "./coarse-address";
import { isContradictory, settingsEvent } from "./settings-event";
import { lastFirstStep, signInEvent } from "./sign-in-event";

const T0 = Date.parse("2026-01-01T12:00:00Z");
const at = (minutes: number) => new Date(T0 + minutes * 60_000).toISOString();
const session = (...methods: [method: string, aal: "aal1" | "aal2", minutes: number, provider?: string][]) =>
  ({
    id: "s",
    authentication_methods: methods.map(([method, aal, minutes, provider]) => ({
      method,
      aal,
      completed_at: at(minutes),
      ...(provider && { provider }),
    })),
  }) as unknown as Session;
const meaning = (given: Session, isSignUp = false) => signInEvent(given, { isSignUp });

describe("a session that was given", () => {
  it("is a sign-in, with one step or with two", () => {
    expect(meaning(session(["password", "aal1", 0]))).toEqual({ kind: "signed_in", ways: ["password"] });
    expect(meaning(session(["oidc", "aal1", 0, "github"], ["totp", "aal2", 1]))).toEqual({
      kind: "signed_in",
      ways: ["oidc:github", "totp"],
    });
  });

  it("is a sign-up where the account is new", () => {
    expect(meaning(session(["passkey", "aal1", 0]), true)).toEqual({ kind: "signed_up", ways: ["passkey"] });
  });

  it("is a recovery, also once the second step is done", () => {
    expect(meaning(session(["code_recovery", "aal1", 0])).kind).toBe("recovered");
    expect(meaning(session(["link_recovery", "aal1", 0], ["totp", "aal2", 2])).kind).toBe("recovered");
  });

  it("confirms who it is where there was a session already", () => {
    expect(meaning(session(["password", "aal1", 0], ["password", "aal1", 5]))).toEqual({
      kind: "confirmed",
      ways: ["password"],
    });
    expect(meaning(session(["password", "aal1", 0], ["totp", "aal2", 600])).kind).toBe("confirmed");
    expect(meaning(session(["password", "aal1", 0], ["totp", "aal2", 1], ["totp", "aal2", 9]))).toEqual({
      kind: "confirmed",
      ways: ["totp"],
    });
  });

  it("tells by which first step somebody came in last", () => {
    expect(lastFirstStep(session(["password", "aal1", 0], ["passkey", "aal1", 5], ["totp", "aal2", 6]))).toBe(
      "passkey",
    );
    expect(lastFirstStep(session(["oidc", "aal1", 0, "github"]))).toBe("oidc:github");
    expect(lastFirstStep(session())).toBeUndefined();
  });
});

describe("a form of the settings", () => {
  it.each([
    [{ method: "password", password: "x" }, "password_changed"],
    [{ method: "profile", "traits.email": "a@b.example" }, "profile_changed"],
    [{ method: "totp", totp_code: "123456" }, "authenticator_added"],
    [{ totp_unlink: "true", totp_code: "" }, "authenticator_removed"],
    [{ lookup_secret_confirm: "true" }, "backup_codes_made"],
    [{ lookup_secret_reveal: "true" }, "backup_codes_shown"],
    [{ lookup_secret_disable: "true" }, "backup_codes_removed"],
    [{ webauthn_register: "{}", webauthn_register_displayname: "Blue" }, "security_key_added"],
    [{ webauthn_remove: "ab", webauthn_register: "" }, "security_key_removed"],
    [{ passkey_settings_register: "{}" }, "passkey_added"],
    [{ passkey_remove: "ab" }, "passkey_removed"],
  ])("that sends %j asks for one change", (fields, kind) => {
    expect(settingsEvent(Object.entries(fields))).toEqual({ kind, ways: [] });
  });

  it("names the provider that is linked or unlinked, and nothing else that is sent there", () => {
    expect(settingsEvent([["link", "github"]])).toEqual({ kind: "account_linked", ways: ["oidc:github"] });
    expect(settingsEvent([["unlink", "a b<script>/x"]])?.ways).toEqual(["oidc:abscriptx"]);
  });

  it("that makes backup codes changes nothing before they are confirmed", () => {
    expect(settingsEvent([["lookup_secret_regenerate", "true"]])).toBeUndefined();
    expect(settingsEvent([])).toBeUndefined();
  });
});

describe("a form of the settings with fields of other methods", () => {
  it.each([
    [{ method: "password", password: "x", lookup_secret_reveal: "true" }, "password_changed"],
    [{ method: "password", password: "x", link: "github", totp_code: "1" }, "password_changed"],
    [{ method: "profile", "traits.email": "a@b.example", webauthn_remove: "ab" }, "profile_changed"],
    [{ method: "totp", totp_code: "123456", totp_unlink: "false" }, "authenticator_added"],
    [{ method: "x", lookup_secret_disable: "1", totp_code: "123456" }, "backup_codes_removed"],
  ])("that sends %j is what the service takes it for", (fields, kind) => {
    expect(settingsEvent(Object.entries(fields))).toEqual({ kind, ways: [] });
    expect(isContradictory(Object.entries(fields))).toBe(false);
  });

  it.each([
    "method=totp&totp_unlink=true&totp_code=123456",
    "lookup_secret_reveal=true&lookup_secret_disable=true",
    "passkey_remove=ab&passkey_settings_register=x",
    "webauthn_remove=ab&lookup_secret_disable=true",
    "method=profile&method=password",
    "method=profile&unlink=github",
    "link=github&link=acme",
  ])("that asks for two changes, as %s does, is taken for neither", (form) => {
    expect(isContradictory([...new URLSearchParams(form)])).toBe(true);
  });
});

describe("an address", () => {
  it.each([
    ["203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.0/24"],
    ["2001:db8:7:8::1", "2001:db8:7::/48"],
    ["2001:0DB8::1", "2001:db8:0::/48"],
    ["::1", "0:0:0::/48"],
    ["fe80::1%eth0", "fe80:0:0::/48"],
  ])("%s is kept as the network %s", (address, network) => {
    expect(coarseAddress(address)).toBe(network);
  });

  it("that is none is not kept", () => {
    for (const odd of [undefined, "", "unknown", "203.0.113", "<b>"]) {
      expect(coarseAddress(odd)).toBeUndefined();
    }
  });
});
