/** How often somebody may try: counted in memory, by whom, with what and from where, with a bound on what is remembered. */
import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import type { Fields } from "@/lib/forms/fields";
import type { Visitor } from "@/lib/request";
import { sessionCookieValues } from "@/lib/ory/cookies";
import type { FlowKind } from "@/lib/ory/flow-kind";
import { networkOf } from "./network";

const WINDOW_MS = 10 * 60 * 1000;
const MAX_KEYS = 50_000;

/** A limit for one address and account is one person's; others are that many times as much. */
const ALL_ADDRESSES = 10;
const ALL_ACCOUNTS = 10;
/** A form has one account in it, in one field or two. Whoever names more tries to be counted for another. */
const MAX_NAMED = 3;

export interface Post {
  kind: FlowKind;
  /** Of the address that it is posted to; undefined where that names none. */
  flowId: string | undefined;
  fields: Fields;
  /** Where the session came in a header, as native clients send it. */
  sessionToken?: string | undefined;
}

/** What posts are counted by. Each has a memory of its own: flooding one makes nobody forget the others. */
const counters = {
  account: createCounter(WINDOW_MS, MAX_KEYS),
  both: createCounter(WINDOW_MS, MAX_KEYS),
  address: createCounter(WINDOW_MS, MAX_KEYS),
  session: createCounter(WINDOW_MS, MAX_KEYS),
  flow: createCounter(WINDOW_MS, MAX_KEYS),
};

interface Rule {
  counter: keyof typeof counters;
  key: string;
  limit: number;
}

/**
 * Counts one post, at the forms' own address or at the door. Always by its flow and by the session that it is made with,
 * which nobody can change without losing them; where somebody signs in or asks for a mail, by the account that they name;
 * and where the visitor's address is known, by that. Without it (behind a proxy that isn't trusted all visitors look the
 * same) a stranger can lock an account's owner out for a while; TRUST_PROXY mends that. The service may have limits of its
 * own; these also stand before one that has none.
 *
 * @returns seconds to wait, or undefined where the post may go on
 */
export function tooManyPosts(post: Post, visitor: Visitor): number | undefined {
  const { rateLimit } = env();
  if (rateLimit === "off") return undefined;
  const named = accountsOf(post);
  if (named.length > MAX_NAMED) return WINDOW_MS / 1000;
  const waits = rulesFor(post, named, visitor, rateLimit)
    .map(({ counter, key, limit }) => counters[counter].count(`${post.kind} ${key}`, limit))
    .filter((wait) => wait !== undefined);
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

function rulesFor(
  { flowId, sessionToken }: Post,
  named: readonly string[],
  visitor: Visitor,
  limit: number,
): Rule[] {
  const accounts = named.map(fingerprint);
  const sessions = [...sessionCookieValues(visitor.cookie), ...(sessionToken ? [sessionToken] : [])];
  const network = visitor.address === undefined ? undefined : networkOf(visitor.address);
  return [
    ...(flowId === undefined ? [] : [{ counter: "flow", key: fingerprint(flowId), limit } as const]),
    ...sessions.map((session) => ({ counter: "session", key: fingerprint(session), limit }) as const),
    ...accounts.map(
      (key) =>
        ({ counter: "account", key, limit: network === undefined ? limit : limit * ALL_ADDRESSES }) as const,
    ),
    ...(network === undefined
      ? []
      : [
          { counter: "address", key: network, limit: limit * ALL_ACCOUNTS } as const,
          ...accounts.map((key) => ({ counter: "both", key: `${network} ${key}`, limit }) as const),
        ]),
  ];
}

/** The fields by which each kind of flow knows whom it is about. Settings are about whoever is signed in. */
const ACCOUNT_FIELDS: Record<FlowKind, readonly string[]> = {
  // The second is the name that earlier versions had for it, and is taken all the same.
  login: ["identifier", "password_identifier"],
  registration: ["traits.email", "email"],
  recovery: ["email", "recovery_address", "recovery_confirm_address"],
  verification: ["email"],
  settings: [],
};

/** Steps that prove whoever is signed in, whatever else is in the form. */
const SECOND_STEPS = ["totp", "lookup_secret"];

/** Whom a post names, each once. The service takes the first or the last of several: all of them count. */
function accountsOf({ kind, fields }: Post): string[] {
  const methods = fields.filter(([name]) => name === "method").map(([, value]) => value);
  if (kind === "login" && methods.length > 0 && methods.every((method) => SECOND_STEPS.includes(method))) {
    return [];
  }
  const values = fields.flatMap(([name, value]) => (ACCOUNT_FIELDS[kind].includes(name) ? [value] : []));
  return [...new Set(values.map((value) => value.trim().toLowerCase()).filter((value) => value !== ""))];
}

/** The memory of the process is no place for a list of addresses and sessions. */
function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
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
