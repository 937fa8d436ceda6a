// Passwords: hashing off the event loop with a bound on how much runs at once, checking, and the policy for new ones.
import { availableParallelism } from "node:os";
import type { Config } from "../config/index.js";
import { createBreachCheck, type BreachCheck } from "./breaches.js";
import { createGate } from "./gate.js";
import { configuredHasher, verifierFor } from "./hashers.js";
import { findViolation } from "./policy.js";
import type { UiMessage } from "../ui/message.js";

export interface PasswordService {
  /** Hashes with the configured algorithm. */
  hash(plain: string): Promise<string>;
  /** Whether the password made this hash; false as well for a hash of no known kind. */
  verify(plain: string, hash: string): Promise<boolean>;
  /**
   * The hash to store instead of one that the password was just verified against: of the configured algorithm, where
   * the stored one is not. Undefined where there is nothing to change, or the algorithm cannot hash this password.
   */
  upgrade(plain: string, stored: string): Promise<string | undefined>;
  /** Whether some algorithm here can verify such a hash. */
  understands(hash: string): boolean;
  /** The work of a verification, for an account that does not exist: time must not tell who is known. */
  spendEqualWork(plain: string): Promise<void>;
  /**
   * Checks a new password against the policy.
   *
   * @param identifiers what the person signs in with
   * @returns the message about the first rule that the password breaks
   * @throws ApiError 502 when breaches cannot be checked and `ignore_network_errors` is off
   */
  checkPolicy(plain: string, identifiers: string[]): Promise<UiMessage | undefined>;
}

export interface PasswordServiceOptions {
  config: () => Config;
  countBreaches?: BreachCheck;
  /** Lets any number wait, for as long as it takes: for tests and benchmarks. */
  isPatient?: boolean;
}

export function createPasswordService(options: PasswordServiceOptions): PasswordService {
  const settings = () => options.config().hashers;
  const atOnce = createGate({
    places: () => placesFor(settings()),
    ...(options.isPatient && { maxWaiting: Infinity, maxWaitMs: Infinity }),
  });
  const countBreaches =
    options.countBreaches ?? createBreachCheck({ fetch: globalThis.fetch, now: Date.now });
  const hash = (plain: string) => atOnce(() => configuredHasher(settings()).hash(plain, settings()));
  return {
    hash,
    verify: async (plain, stored) => {
      const verifier = verifierFor(stored);
      const isMatch = verifier !== undefined && (await atOnce(() => verifyQuietly(verifier, plain, stored)));
      // An imported hash may be verified in no time. A right password is then hashed anew; a wrong one must not be
      // answered sooner than for an account that does not exist.
      if (!isMatch && !configuredHasher(settings()).understands(stored)) await hash(plain);
      return isMatch;
    },
    upgrade: async (plain, stored) => {
      const hasher = configuredHasher(settings());
      const isTooLong = Buffer.byteLength(plain) > (hasher.maxBytes ?? Infinity);
      if (hasher.understands(stored) || isTooLong) return undefined;
      return hash(plain);
    },
    understands: (stored) => verifierFor(stored) !== undefined,
    // To hash costs what to verify costs: both compute the same function with the same parameters.
    spendEqualWork: async (plain) => {
      await hash(plain);
    },
    checkPolicy: (plain, identifiers) =>
      findViolation(
        plain,
        identifiers,
        options.config().selfservice.methods.password.config,
        configuredHasher(settings()).maxBytes,
        countBreaches,
      ),
  };
}

async function verifyQuietly(
  verifier: { verify(plain: string, stored: string): Promise<boolean> },
  plain: string,
  stored: string,
): Promise<boolean> {
  try {
    return await verifier.verify(plain, stored);
  } catch {
    // A damaged hash fits no password.
    return false;
  }
}

/** As many as there are processors, and no more than the memory set aside for it allows. */
function placesFor(settings: Config["hashers"]): number {
  const processors = availableParallelism();
  if (settings.algorithm !== "argon2") return processors;
  const { dedicated_memory: dedicated, memory } = settings.argon2;
  return Math.max(1, Math.min(processors, Math.floor(dedicated / memory)));
}
