// What a walk remembers of what it has done.

export interface Account {
  id: string;
  email: string;
  /** Undefined while there is none. */
  password: string | undefined;
  formerPasswords: string[];
  state: "active" | "inactive" | "deleted";
  isVerified: boolean;
  totp: Totp | undefined;
  backupCodes: BackupCode[];
  /** Security keys, as a second factor. */
  keys: Key[];
  passkeys: Key[];
  /** What the provider calls this person. */
  subjects: Set<string>;
}

export interface Totp {
  secret: string;
  usedSteps: Set<number>;
}

export interface BackupCode {
  code: string;
  isUsed: boolean;
}

export interface Key {
  /** In the walk's authenticator. */
  name: string;
  owner: Account;
}

/** Which of the two factors a proof is. */
export type Factor = "first" | "second";

export interface Session {
  id: string;
  account: Account;
  /** What was proved in it. Both together are aal2. */
  proved: Set<Factor>;
  /** False once it was revoked. */
  isLive: boolean;
  authenticatedAt: number;
  expiresAt: number;
}

/** A cookie or token that was handed out. It is kept for good: a dead one must stay dead. */
export interface Credential {
  headers: Record<string, string>;
  session: Session;
  /** `replaced`: another token took its place when the session rose. */
  state: "good" | "replaced";
}

export interface Flow {
  kind: "login" | "registration" | "recovery" | "verification" | "settings";
  id: string;
  csrfToken: string;
  /** The cookie that it was started with. */
  csrf: string | undefined;
  startedAt: number;
  /** A successful submission ends it. */
  isOver: boolean;
  isRefresh: boolean;
  /** It asks for a second factor. */
  isSecond: boolean;
  /** Of settings: whose. */
  owner: Account | undefined;
  /** Of codes. */
  tries: number;
  /** Of sign-in and sign-up: a code was sent, and is asked for. */
  hasSent: boolean;
  /** Of sign-up by code: the address that the form shows. */
  shownEmail: string | undefined;
  /** Of sign-in: who came from the provider, and gets linked to the account that is proved. */
  pending: { subject: string; email: string } | undefined;
}

/** A code or link that was sent. */
export interface Secret {
  kind: "recovery" | "verification" | "login" | "registration";
  flow: Flow;
  email: string;
  /** Whose; nobody's at sign-up. */
  account: Account | undefined;
  /** The code, or the link's address. */
  value: string;
  isUsed: boolean;
  /** A newer one of the same flow takes its place. */
  isReplaced: boolean;
  sentAt: number;
}

/** What a key has signed, for one flow. */
export interface Signature {
  key: Key;
  flow: Flow;
  answer: string;
}

/** A way to the provider, and the address that leads back from there. */
export interface Departure {
  browserName: string;
  flow: Flow;
  subject: string;
  email: string;
  isVerified: boolean;
  back: string;
  at: number;
  /** It was come back from, or the same browser has left again since. */
  isOver: boolean;
}

/** What the visitor's session cookie must be after a submission. */
export type Expected =
  | { kind: "unchanged" }
  /** A session that was not there before, by a first factor. */
  | { kind: "new"; account: Account }
  /** The same one, proved once more: with a new token, and time anew. */
  | { kind: "raised"; session: Session; factor: Factor }
  /** The same one, with a factor that was set up just now: with a new token. */
  | { kind: "extended"; session: Session; factor: Factor }
  /** The same one, and the same token in a cookie written anew. */
  | { kind: "reissued"; session: Session };

/** No second factor without a first one. */
export function levelOf({ proved }: Session): "aal1" | "aal2" {
  return proved.has("first") && proved.has("second") ? "aal2" : "aal1";
}

/** What came to pass, and how often: a walk in which nothing works would find nothing. */
export class Tally {
  readonly counts = new Map<string, number>();

  note(event: string): void {
    this.counts.set(event, (this.counts.get(event) ?? 0) + 1);
  }
}

/** One of a list by a number that may be larger than it. */
export function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}

/** What a walk found to be wrong. */
export class Violation extends Error {
  override readonly name = "Violation";
}

export function demand(isSo: boolean, otherwise: () => string): asserts isSo {
  if (!isSo) throw new Violation(otherwise());
}
