// What a new password must be: long enough, unlike the identifier, and not known from breaches.
import type { Config } from "../config/index.js";
import { ApiError } from "../http/error.js";
import type { UiMessage } from "../ui/message.js";
import { passwordBreached, passwordTooLong, passwordTooShort, passwordTooSimilar } from "../ui/messages.js";
import type { BreachCheck } from "./breaches.js";
import { levenshtein, longestCommonSubstring } from "./similarity.js";

export type PolicySettings = Config["selfservice"]["methods"]["password"]["config"];

const MIN_DISTANCE = 5;
const MAX_SHARED_PART = 0.5;

/**
 * Checks a new password; the first rule it breaks is reported. Lengths count in bytes.
 *
 * @param identifiers what the person signs in with; may be empty
 * @param maxBytes the configured algorithm's limit
 * @throws ApiError 502 when the breach check could not be made and the configuration says not to go on without
 */
export async function findViolation(
  password: string,
  identifiers: string[],
  settings: PolicySettings,
  maxBytes: number | undefined,
  countBreaches: BreachCheck,
): Promise<UiMessage | undefined> {
  const actual = Buffer.byteLength(password);
  const minimum = settings.min_password_length;
  if (actual < minimum) return passwordTooShort(minimum, actual);
  if (maxBytes !== undefined && actual > maxBytes) return passwordTooLong(maxBytes, actual);
  if (settings.identifier_similarity_check_enabled) {
    if (identifiers.some((identifier) => isTooSimilar(password, identifier))) return passwordTooSimilar();
  }
  if (!settings.haveibeenpwned_enabled) return undefined;
  const breaches = await countBreaches(password, settings.haveibeenpwned_host);
  if (breaches.kind === "unavailable") {
    if (settings.ignore_network_errors) return undefined;
    throw new ApiError({
      code: 502,
      message: "The service that knows leaked passwords cannot be reached.",
      reason: "The password could not be checked against known breaches. Please try again later.",
      debug: breaches.reason,
    });
  }
  return breaches.times > settings.max_breaches ? passwordBreached(breaches.times) : undefined;
}

/** A few edits away from the identifier, or more than half of it found in the identifier; case does not count. */
export function isTooSimilar(password: string, identifier: string): boolean {
  if (identifier === "" || password === "") return false;
  // The measures are quadratic; beyond this length nothing more is learnt.
  const secret = password.toLowerCase().slice(0, MAX_COMPARED);
  const name = identifier.toLowerCase().slice(0, MAX_COMPARED);
  const shared = longestCommonSubstring(name, secret) / secret.length;
  return levenshtein(name, secret) < MIN_DISTANCE || shared > MAX_SHARED_PART;
}

const MAX_COMPARED = 512;
