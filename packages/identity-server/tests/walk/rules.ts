// Who may do what: the rules that the server is held to.
import { lifespans } from "./config.js";
import type { Browser } from "./http.js";
import {
  levelOf,
  type Account,
  type Credential,
  type Expected,
  type Flow,
  type Secret,
  type Session,
} from "./model.js";
import type { World } from "./world.js";

export function isGood(world: World, { session, state }: Credential): boolean {
  return state === "good" && counts(world, session);
}

export function counts(world: World, session: Session): boolean {
  return session.isLive && session.account.state === "active" && world.now < session.expiresAt;
}

export function isExpired(world: World, flow: Flow): boolean {
  return world.now >= flow.startedAt + lifespans.flow;
}

/** Whether this browser may submit the flow: it is the one that began it, and the flow goes on. */
export function mayUse(world: World, browser: Browser, flow: Flow): boolean {
  return (
    browser.csrf() !== undefined && browser.csrf() === flow.csrf && !flow.isOver && !isExpired(world, flow)
  );
}

/** Whether a sign-in goes on with who is signed in already: only to prove it once more, or further. */
export function isAdmitted(world: World, browser: Browser, flow: Flow): boolean {
  const session = world.sessionOf(browser);
  if (!session) return !flow.isSecond;
  return flow.isRefresh || (flow.isSecond && levelOf(session) !== "aal2");
}

/** What a right first factor of this account leads to. @param account undefined: nobody was proved */
export function expectedSignIn(
  world: World,
  browser: Browser,
  flow: Flow,
  account: Account | undefined,
): Expected {
  const mayEnter = mayUse(world, browser, flow) && isAdmitted(world, browser, flow) && !flow.isSecond;
  if (!mayEnter) return { kind: "unchanged" };
  return proved(world, browser, flow, account);
}

/** The same where the flow need not be this browser's, because it brought another proof of that. */
export function proved(world: World, browser: Browser, flow: Flow, account: Account | undefined): Expected {
  if (account?.state !== "active") return { kind: "unchanged" };
  // Whoever came from the provider is linked to the account with that address, and to no other.
  if (flow.pending && flow.pending.email !== account.email) return { kind: "unchanged" };
  if (flow.pending && isTaken(world, flow.pending.subject, account)) return { kind: "unchanged" };
  const session = world.sessionOf(browser);
  if (session?.account === account) return { kind: "raised", session, factor: "first" };
  return { kind: "new", account };
}

/** A sign-in that went well: what goes with it. */
export function signedIn(flow: Flow, account: Account): void {
  flow.isOver = true;
  if (flow.pending) account.subjects.add(flow.pending.subject);
}

/** Whether somebody else is known to the provider by this name. */
export function isTaken(world: World, subject: string, account: Account): boolean {
  const owner = ownerOf(world, subject);
  return owner !== undefined && owner !== account;
}

/** Who is known to the provider by this name. */
export function ownerOf(world: World, subject: string): Account | undefined {
  return world.accounts.find(({ state, subjects }) => state !== "deleted" && subjects.has(subject));
}

/** Browsers in which nobody is signed in; all, where somebody is in each. */
export function freeBrowsers(world: World): readonly Browser[] {
  const free = world.browsers.filter((browser) => !world.sessionOf(browser));
  return free.length > 0 ? free : world.browsers;
}

/** Whether somebody is signed in who may change their account now. */
export function isAble(world: World, browser: Browser): boolean {
  const session = world.sessionOf(browser);
  return session !== undefined && isPrivileged(world, session) && isFarEnough(world, session);
}

/** Whether this browser may change what the flow is about: it belongs to the same person, who was proved lately and far enough. */
export function mayChange(world: World, browser: Browser, flow: Flow): boolean {
  const session = world.sessionOf(browser);
  return (
    session !== undefined &&
    session.account === flow.owner &&
    mayUse(world, browser, flow) &&
    isPrivileged(world, session) &&
    isFarEnough(world, session)
  );
}

export function isPrivileged(world: World, session: Session): boolean {
  return world.now - session.authenticatedAt < lifespans.privileged;
}

function isFarEnough(world: World, session: Session): boolean {
  const { totp, backupCodes, keys } = session.account;
  const hasSecond = totp !== undefined || backupCodes.length > 0 || keys.length > 0;
  return world.setup.codes === "second" || levelOf(session) === "aal2" || !hasSecond;
}

/** In how many ways somebody can begin to sign in. The last one cannot be removed. */
export function countFirstFactors(world: World, account: Account): number {
  const { password, passkeys, subjects } = account;
  const codes = world.setup.codes === "first" ? 1 : 0;
  return (password === undefined ? 0 : 1) + codes + passkeys.length + subjects.size;
}

/** Whether what was sent is good still. */
export function isFresh(world: World, { isUsed, isReplaced, sentAt, account }: Secret): boolean {
  return !isUsed && !isReplaced && world.now < sentAt + lifespans.secret && account?.state !== "deleted";
}
