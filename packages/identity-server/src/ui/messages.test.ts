import { describe, expect, it } from "vitest";
import type { UiMessage } from "./message.js";
import * as messages from "./messages.js";

const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const now = at + 12 * 60_000;

describe("messages", () => {
  it.each<[UiMessage, Omit<UiMessage, "text">]>([
    [
      messages.traitLabel("Email", "traits.email"),
      { id: 1070002, type: "info", context: { title: "Email", name: "traits.email" } },
    ],
    [messages.settingsSaved(), { id: 1050001, type: "success" }],
    [messages.requiredMissing("email"), { id: 4000002, type: "error", context: { property: "email" } }],
    [
      messages.recoveryFlowExpired(at, now),
      {
        id: 4060005,
        type: "error",
        context: { expired_at: "2026-01-02T03:04:05.678Z", expired_at_unix: 1767323045 },
      },
    ],
    [
      messages.recoverySucceeded(at, at - 900_000),
      {
        id: 1060001,
        type: "success",
        context: {
          privilegedSessionExpiresAt: "2026-01-02T03:04:05.678Z",
          privileged_session_expires_at: "2026-01-02T03:04:05.678Z",
          privileged_session_expires_at_unix: 1767323045,
        },
      },
    ],
  ])("has id, type and context of the protocol (%o)", ({ text, ...rest }, expected) => {
    expect(rest).toEqual(expected);
    expect(text).not.toBe("");
  });

  it("says how long ago and how long from now", () => {
    expect(messages.loginFlowExpired(at, now).text).toContain("12 minutes ago");
    expect(messages.recoverySucceeded(at, at - 900_000).text).toContain("15 minutes");
    expect(messages.recoverySucceeded(at, at - 60_000).text).toContain("next minute");
  });

  it("lists backup codes in text and context", () => {
    const list = messages.settingsLookupCodes([
      messages.settingsLookupCode("abcd1234"),
      messages.settingsLookupCodeUsed(at),
    ]);
    expect(list.text).toMatch(/^abcd1234, Used on /);
    expect(list.context?.secrets).toMatchObject([
      { id: 1050009, text: "abcd1234", type: "info", context: { secret: "abcd1234" } },
      { id: 1050014, context: { used_at_unix: 1767323045 } },
    ]);
  });

  it("tells the ways to sign in to a taken address", () => {
    const { text } = messages.duplicateWithHints({
      credentialTypes: ["password", "oidc"],
      oidcProviders: ["github"],
      identifier: "a@example.org",
    });
    expect(text).toContain("a@example.org");
    expect(text).toContain("your password or another service (github)");
  });
});
