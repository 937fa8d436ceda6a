// How often something may be tried. Counted in memory, in a bounded table; see README for the figures.

export type LimitName =
  /** Wrong passwords for one identifier. */
  | "password-identifier"
  /** Wrong passwords from one client address. */
  | "password-client"
  /** Wrong codes and tokens from one client address. */
  | "code-client"
  /** Mails to one address, whatever the flow. */
  | "mail-address"
  /** Mails asked for from one client address. */
  | "mail-client";

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
  /** Forgets the tries, after a success. */
  reset(name: LimitName, key: string): void;
}
