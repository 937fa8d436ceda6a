// Backup codes ("lookup secrets"), kept as Kratos keeps them: each with the time at which it was used.
import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import type { JsonObject } from "../json.js";
import { isJsonObject } from "../json.js";
import { iso, type Timestamp } from "../time.js";
import {
  settingsLookupCode,
  settingsLookupCodes,
  settingsLookupCodesLabel,
  settingsLookupCodeUsed,
} from "../ui/messages.js";
import { textNode, type UiNode } from "../ui/node.js";

export interface BackupCode {
  code: string;
  usedAt: Timestamp | null;
}

const COUNT = 12;
/** 41 bits: far out of reach of the guesses that are allowed. */
const LENGTH = 8;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

export function newBackupCodes(): BackupCode[] {
  return Array.from({ length: COUNT }, () => ({
    code: Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(""),
    usedAt: null,
  }));
}

/** The codes of a credential's config; none when it has none. */
export function backupCodesOf(config: JsonObject | undefined): BackupCode[] {
  const codes = config?.recovery_codes;
  if (!Array.isArray(codes)) return [];
  return codes.flatMap((entry) => {
    if (!isJsonObject(entry) || typeof entry.code !== "string") return [];
    const usedAt = typeof entry.used_at === "string" ? Date.parse(entry.used_at) : Number.NaN;
    return [{ code: entry.code, usedAt: Number.isNaN(usedAt) ? null : usedAt }];
  });
}

export function backupCodesConfig(codes: BackupCode[]): JsonObject {
  return {
    recovery_codes: codes.map(({ code, usedAt }) => ({
      code,
      used_at: usedAt === null ? null : iso(usedAt),
    })),
  };
}

/** The code that was typed, in whatever case. Every one is compared, each in the same time. */
export function findBackupCode(codes: BackupCode[], typed: string): BackupCode | undefined {
  const digest = digestOf(typed.trim().toLowerCase());
  let found: BackupCode | undefined;
  for (const candidate of codes) {
    if (timingSafeEqual(digestOf(candidate.code.toLowerCase()), digest)) found ??= candidate;
  }
  return found;
}

/** The codes with this one used. */
export function withUsed(codes: BackupCode[], used: string, at: Timestamp): BackupCode[] {
  return codes.map((entry) => (entry.code === used ? { ...entry, usedAt: at } : entry));
}

export function backupCodesNode(codes: BackupCode[]): UiNode {
  const messages = codes.map(({ code, usedAt }) =>
    usedAt === null ? settingsLookupCode(code) : settingsLookupCodeUsed(usedAt),
  );
  return textNode(
    "lookup_secret",
    "lookup_secret_codes",
    settingsLookupCodes(messages),
    settingsLookupCodesLabel(),
  );
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
