// The secret that an authenticator app and the server share, kept as Kratos keeps it: an `otpauth` link.
import { isJsonObject, type JsonObject } from "../json.js";
import type { Timestamp } from "../time.js";
import { qrPng } from "../ui/qr-png.js";

/** 160 bits, as long as the hash (RFC 4226, section 4, R6). */
const SECRET_BYTES = 20;
const STEP_MS = 30_000;
/** How many steps before and after the current one are taken: clocks differ, people type slowly (RFC 6238, 5.2). */
const WINDOW_STEPS = 1;

const QR_SIZE = 256;

/**
 * A new secret as a link that authenticator apps read.
 *
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export async function newTotpUrl(issuer: string, accountName: string): Promise<string> {
  const { Secret } = await import("otpauth");
  const secret = new Secret({ size: SECRET_BYTES }).base32;
  const label = `${escaped(issuer)}:${escaped(accountName)}`;
  // Apps do not read a plus as a space.
  return `otpauth://totp/${label}?algorithm=SHA1&digits=6&issuer=${encodeURIComponent(issuer)}&period=30&secret=${secret}`;
}

/** The secret of a link, in base32. @returns undefined when the link is none of an authenticator app */
export function secretOf(url: string): string | undefined {
  const secret = /^otpauth:\/\/totp\/.*[?&]secret=([A-Za-z2-7]+)=*(?:&|$)/.exec(url)?.[1];
  return secret?.toUpperCase();
}

/** The link that a credential's config holds. */
export function totpUrlOf(config: JsonObject | undefined): string | undefined {
  const url = isJsonObject(config) ? config.totp_url : undefined;
  return typeof url === "string" && secretOf(url) !== undefined ? url : undefined;
}

/**
 * The time step that a code belongs to: six digits, SHA-1, steps of thirty seconds, whatever else the link says, as in
 * Kratos.
 *
 * @param typed as a person types it: apps show a space in the middle
 * @returns undefined when it is the code of no step within the window
 */
export async function stepOfCode(url: string, typed: string, now: Timestamp): Promise<number | undefined> {
  const secret = secretOf(url);
  if (secret === undefined) return undefined;
  const { Secret, TOTP } = await import("otpauth");
  const token = typed.replace(/\s/g, "");
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 });
  const delta = totp.validate({ token, timestamp: now, window: WINDOW_STEPS });
  return delta === null ? undefined : currentStep(now) + delta;
}

/** The earliest step whose code is taken now. */
export function oldestStep(now: Timestamp): number {
  return currentStep(now) - WINDOW_STEPS;
}

/** The link as a QR code: a PNG of {@link QR_SIZE} pixels as a `data:` URL. */
export async function qrImage(url: string): Promise<{ src: string; width: number; height: number }> {
  const png = await qrPng(url, QR_SIZE);
  return { src: `data:image/png;base64,${png.toString("base64")}`, width: QR_SIZE, height: QR_SIZE };
}

function currentStep(now: Timestamp): number {
  return Math.floor(now / STEP_MS);
}

/** As Kratos escapes a path: what may stand in one stays readable. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/%(40|24|26|2B|2C|3B|3D)/g, (code) => decodeURIComponent(code));
}
