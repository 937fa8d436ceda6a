// 105xxxx and 405xxxx: settings.
import type { Timestamp } from "../../time.js";
import type { UiMessage } from "../message.js";
import { error, info, moment, span, success } from "./make.js";

export const settingsSaved = () => success(1050001, "Your changes have been saved.");
export const settingsLinkProviderLabel = (provider: string) =>
  info(1050002, `Link ${provider}`, { provider });
export const settingsUnlinkProviderLabel = (provider: string) =>
  info(1050003, `Unlink ${provider}`, { provider });
export const settingsUnlinkTotpLabel = () => info(1050004, "Remove the authenticator app");
export const settingsTotpQrLabel = () => info(1050005, "Scan this with your authenticator app");
/** The text is the secret itself. */
export const settingsTotpSecret = (secret: string) => info(1050006, secret, { secret });
export const settingsRevealLookupLabel = () => info(1050007, "Show backup codes");
export const settingsRegenerateLookupLabel = () => info(1050008, "Make new backup codes");
/** The text is one backup code. */
export const settingsLookupCode = (secret: string) => info(1050009, secret, { secret });
export const settingsLookupCodesLabel = () =>
  info(1050010, "Your backup codes. Each one works once: keep them in a safe place.");
export const settingsLookupConfirmLabel = () => info(1050011, "I have kept the backup codes");
export const settingsAddSecurityKeyLabel = () => info(1050012, "Add a security key");
export const settingsSecurityKeyNameLabel = () => info(1050013, "Name of the security key");
export const settingsLookupCodeUsed = (usedAt: Timestamp) =>
  info(1050014, `Used on ${new Date(usedAt).toUTCString()}`, moment("used_at", usedAt));
/** @param codes what {@link settingsLookupCode} and {@link settingsLookupCodeUsed} made */
export const settingsLookupCodes = (codes: UiMessage[]) =>
  info(1050015, codes.map((code) => code.text).join(", "), {
    secrets: codes.map(({ id, text, type, context }) => ({ id, text, type, ...(context && { context }) })),
  });
export const settingsDisableLookupLabel = () => info(1050016, "Remove the backup codes");
export const settingsTotpSecretLabel = () =>
  info(1050017, "Or type this secret into your authenticator app:");
export const settingsRemoveSecurityKeyLabel = (name: string, addedAt: Timestamp) =>
  info(1050018, `Remove the security key "${name}"`, { display_name: name, ...moment("added_at", addedAt) });
export const settingsAddPasskeyLabel = () => info(1050019, "Add a passkey");
export const settingsRemovePasskeyLabel = (name: string, addedAt: Timestamp) =>
  info(1050020, `Remove the passkey "${name}"`, { display_name: name, ...moment("added_at", addedAt) });

export const settingsFlowExpired = (expiredAt: Timestamp, now: Timestamp) =>
  error(
    4050001,
    `These settings were open for too long: they ran out ${span(now - expiredAt)} ago. Please try again.`,
    moment("expired_at", expiredAt),
  );
