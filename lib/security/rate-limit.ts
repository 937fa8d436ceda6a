/** How often somebody may try: counted in memory, by whom and from where, with a bound on what is remembered. */
import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import { type Fields, fieldValue } from "@/lib/forms/fields";
import type { Visitor } from "@/lib/request";
import { serviceCookies } from "@/lib/ory/cookies";

const WINDOW_MS = 10 * 60 * 1000;
const MAX_KEYS = 50_000;

/** A limit for one address and account is one person's; others are that many times as much. */
const ALL_ADDRESSES = 10;
const ALL_ACCOUNTS = 10;

interface Rule {
  key: string;
  limit: number;
}

/**
 * Counts one post. With a known visitor's address: tries of one address at one account, of one address at all accounts,
 * of all addresses at one account. Without (behind a proxy that isn't trusted all visitors look the same): tries at one
 * account, so that a stranger can lock its owner out for a while; TRUST_PROXY mends that. The service may have limits of
 * its own; these also stand before one that has none.
 *
 * @returns seconds to wait, or undefined where the post may go on
 */
export function tooManyPosts(kind: string, fields: Fields, visitor: Visitor): number | undefined {
  const { rateLimit } = env();
  if (rateLimit === "off") return undefined;
  const account = accountOf(fields, visitor);
  const { address } = visitor;
  const rules: Rule[] = [
    ...(address === undefined
      ? [{ key: `${kind} account ${account}`, limit: rateLimit }]
      : [
          { key: `${kind} account ${account}`, limit: rateLimit * ALL_ADDRESSES },
          { key: `${kind} both ${address} ${account}`, limit: rateLimit },
          { key: `${kind} address ${address}`, limit: rateLimit * ALL_ACCOUNTS },
        ]),
  ];
  const waits = rules.map((rule) => counter.count(rule.key, rule.limit)).filter((wait) => wait !== undefined);
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

/** Whom a post is about: the account that it names, else the session or browser that it is made with. */
function accountOf(fields: Fields, visitor: Visitor): string {
  const named = ["identifier", "email", "traits.email"].map((name) => fieldValue(fields, name)).find(Boolean);
  const whom = named?.trim().toLowerCase() ?? serviceCookies(visitor.cookie);
  // Kept as a fingerprint: the memory of the process is no place for a list of addresses.
  return createHash("sha256").update(whom).digest("base64url").slice(0, 22);
}

/**
 * A fixed window for each key.
 *
 * @param maxKeys  the oldest are forgotten beyond that
 */
export function createCounter(windowMs: number, maxKeys: number, now: () => number = Date.now) {
  const windows = new Map<string, { count: number; endsAt: number }>();
  return {
    /** @returns seconds until the window ends, where the count is over the limit */
    count(key: string, limit: number): number | undefined {
      const time = now();
      let window = windows.get(key);
      if (!window || window.endsAt <= time) {
        window = { count: 0, endsAt: time + windowMs };
        // To the end of the order, which is that of age.
        windows.delete(key);
        windows.set(key, window);
        for (const oldest of windows.keys()) {
          if (windows.size <= maxKeys) break;
          windows.delete(oldest);
        }
      }
      window.count++;
      return window.count > limit ? Math.ceil((window.endsAt - time) / 1000) : undefined;
    },
    get size() {
      return windows.size;
    },
  };
}

const counter = createCounter(WINDOW_MS, MAX_KEYS);
