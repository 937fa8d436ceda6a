/** Which change a form of the settings asks for, read off the names of what was posted. */
import { type Fields, fieldValue } from "@/lib/forms/fields";
import type { SecurityEventKind } from "./security-events";

export interface SettingsEvent {
  kind: SecurityEventKind;
  ways: string[];
}

/** Buttons and fields that stand for one change each; the first that has a value counts. */
const byField: readonly [name: string, kind: SecurityEventKind][] = [
  ["totp_unlink", "authenticator_removed"],
  ["totp_code", "authenticator_added"],
  ["lookup_secret_confirm", "backup_codes_made"],
  ["lookup_secret_reveal", "backup_codes_shown"],
  ["lookup_secret_disable", "backup_codes_removed"],
  ["webauthn_remove", "security_key_removed"],
  ["webauthn_register", "security_key_added"],
  ["passkey_remove", "passkey_removed"],
  ["passkey_settings_register", "passkey_added"],
  ["unlink", "account_unlinked"],
  ["link", "account_linked"],
];

const byMethod: Record<string, SecurityEventKind> = {
  password: "password_changed",
  profile: "profile_changed",
};

/** @returns undefined where nothing is changed yet, as when backup codes are made but not confirmed */
export function settingsEvent(fields: Fields): SettingsEvent | undefined {
  for (const [name, kind] of byField) {
    const value = fieldValue(fields, name);
    if (value)
      return { kind, ways: name.endsWith("link") && name !== "totp_unlink" ? [providerOf(value)] : [] };
  }
  const kind = byMethod[fieldValue(fields, "method") ?? ""];
  return kind && { kind, ways: [] };
}

/** Providers are named in the configuration; what else is sent there is no name of one. */
const providerOf = (value: string) => `oidc:${value.replace(/[^\w.-]/g, "").slice(0, 64)}`;
