// Asks how often a password was seen in data breaches, without telling the password or its whole hash ("k-anonymity").
import { createHash } from "node:crypto";

/** Seen this many times, or `unavailable`: the service is down, slow or answers nonsense. */
export type BreachResult = { kind: "seen"; times: number } | { kind: "unavailable"; reason: string };

export type BreachCheck = (password: string, host: string) => Promise<BreachResult>;

const CACHE_LIFESPAN_MS = 60 * 60 * 1000;
const CACHE_MAX_RANGES = 200;
const TIMEOUT_MS = 2_000;
const PREFIX_LENGTH = 5;

interface CachedRange {
  counts: Map<string, number>;
  expiresAt: number;
}

export interface BreachCheckOptions {
  fetch: typeof globalThis.fetch;
  now: () => number;
}

/**
 * @see https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange
 */
export function createBreachCheck(options: BreachCheckOptions): BreachCheck {
  const ranges = new Map<string, CachedRange>();

  async function load(host: string, prefix: string): Promise<Map<string, number>> {
    const key = `${host}/${prefix}`;
    const cached = ranges.get(key);
    if (cached && cached.expiresAt > options.now()) return cached.counts;
    const counts = await fetchRange(options.fetch, host, prefix);
    ranges.delete(key);
    ranges.set(key, { counts, expiresAt: options.now() + CACHE_LIFESPAN_MS });
    const oldest = ranges.keys().next();
    if (ranges.size > CACHE_MAX_RANGES && !oldest.done) ranges.delete(oldest.value);
    return counts;
  }

  return async (password, host) => {
    const digest = createHash("sha1").update(password).digest("hex").toUpperCase();
    try {
      const counts = await load(host, digest.slice(0, PREFIX_LENGTH));
      return { kind: "seen", times: counts.get(digest.slice(PREFIX_LENGTH)) ?? 0 };
    } catch (error) {
      return { kind: "unavailable", reason: error instanceof Error ? error.message : String(error) };
    }
  };
}

async function fetchRange(
  fetch: typeof globalThis.fetch,
  host: string,
  prefix: string,
): Promise<Map<string, number>> {
  const response = await fetch(`https://${host}/range/${prefix}`, {
    headers: { "Add-Padding": "true" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${host} answered ${String(response.status)}`);
  const counts = new Map<string, number>();
  for (const line of (await response.text()).split("\n")) {
    const [suffix = "", times] = line.trim().split(":");
    // Some mirrors leave the count out: then once is assumed.
    const count = times === undefined ? 1 : Number(times.replaceAll(",", ""));
    if (Number.isNaN(count)) throw new Error(`${host} answered something that is no list of counts`);
    if (suffix !== "") counts.set(suffix, count);
  }
  return counts;
}
