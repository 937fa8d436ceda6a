// How often something may be tried. Counted in memory, in a table of bounded size: a restart forgives everybody, which
// an attacker cannot bring about; and what must survive, the tries of one code, is stored with the code.
import { createHash } from "node:crypto";
import { tooManyRequests } from "../http/errors.js";
import type { Timestamp } from "../time.js";

export type LimitName = keyof typeof rules;

export interface Limits {
  /**
   * Refuses when the limit is used up.
   *
   * @param key what is counted: an identifier, an address, a client address
   * @throws ApiError 429 with the seconds to wait
   */
  assert(name: LimitName, key: string): void;
  /** Counts one try (or one mail). */
  count(name: LimitName, key: string): void;
  /** Takes back one try that turned out right. */
  uncount(name: LimitName, key: string): void;
  /** Forgets the tries, after a success. */
  reset(name: LimitName, key: string): void;
}

interface Rule {
  tries: number;
  /** Each try is forgotten this long after the first one of its window. */
  windowMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const rules = {
  /** Passwords tried for one identifier. */
  "password-identifier": { tries: 20, windowMs: 15 * MINUTE_MS },
  /** Wrong passwords from one client address; offices share one. */
  "password-client": { tries: 200, windowMs: 15 * MINUTE_MS },
  /** Sign-ups with a password from one client address: each costs a hash, whether or not it ends in an account. */
  "registration-client": { tries: 100, windowMs: 15 * MINUTE_MS },
  /** Wrong codes and tokens from one client address. */
  "code-client": { tries: 100, windowMs: 15 * MINUTE_MS },
  /** Second factors tried for one account by whoever knows its first one. */
  "second-factor-identity": { tries: 10, windowMs: 15 * MINUTE_MS },
  /** Wrong codes for one address, over all flows and clients: new codes don't buy new guesses. */
  "code-address": { tries: 20, windowMs: HOUR_MS },
  /** Unknown accounts and wrong keys from one client address. */
  "key-client": { tries: 100, windowMs: 15 * MINUTE_MS },
  /** Mails to one address, whatever asks for them. */
  "mail-address": { tries: 10, windowMs: HOUR_MS },
  /** Mails asked for from one client address. */
  "mail-client": { tries: 100, windowMs: HOUR_MS },
} satisfies Record<string, Rule>;

const MAX_COUNTERS = 100_000;

/** A proxy on this machine that does not say for whom it asks: counting it would lock everybody out at once. */
function tellsNothing(key: string): boolean {
  return key === "" || key === "::1" || /^(::ffff:)?127\./.test(key);
}

interface Counter {
  count: number;
  endsAt: Timestamp;
}

/** As long whatever it is made of: an identifier is a stranger's text, and nothing else bounds what is kept of it. */
function placeOf(name: LimitName, key: string): string {
  return `${name} ${createHash("sha256").update(key).digest("base64")}`;
}

/** @param options.isOff for tests and benchmarks, where one client does what many would do */
export function createLimits(options: { now: () => Timestamp; isOff: boolean }): Limits {
  // Insertion order is age: the oldest counter goes when there are too many.
  const counters = new Map<string, Counter>();

  function find(place: string): Counter | undefined {
    const counter = counters.get(place);
    return counter && counter.endsAt > options.now() ? counter : undefined;
  }

  function makeRoom(): void {
    for (const [place, { endsAt }] of counters) {
      if (endsAt > options.now() && counters.size < MAX_COUNTERS) return;
      counters.delete(place);
    }
  }

  return {
    assert: (name, key) => {
      const counter = find(placeOf(name, key));
      if (counter && counter.count >= rules[name].tries) {
        throw tooManyRequests(Math.max(1, Math.ceil((counter.endsAt - options.now()) / 1000)));
      }
    },
    count: (name, key) => {
      if (options.isOff || tellsNothing(key)) return;
      const place = placeOf(name, key);
      const counter = find(place);
      if (counter) {
        counter.count += 1;
        return;
      }
      counters.delete(place);
      makeRoom();
      counters.set(place, { count: 1, endsAt: options.now() + rules[name].windowMs });
    },
    uncount: (name, key) => {
      const counter = find(placeOf(name, key));
      if (counter && counter.count > 0) counter.count -= 1;
    },
    reset: (name, key) => {
      counters.delete(placeOf(name, key));
    },
  };
}
