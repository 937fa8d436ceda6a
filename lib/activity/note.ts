/** What a submission has brought about, written down for the person it concerns. */
import "server-only";
import type { Session } from "@ory/client";
import type { Fields } from "@/lib/forms/fields";
import type { Visitor } from "@/lib/request";
import type { Account } from "@/lib/security-mails/account";
import { knownBrowserCookie } from "@/lib/session/known-browser";
import { wayCookie } from "@/lib/session/last-way";
import { recordSecurityEvent } from "./record";
import { settingsEvent } from "./settings-event";
import { lastFirstStep, signInEvent } from "./sign-in-event";

/** What the service has confirmed. */
export type Effect =
  | { kind: "session"; session: Session; isSignUp: boolean }
  /** A new account that is not signed in yet. */
  | { kind: "account"; identityId: string }
  /** The settings are saved. */
  | { kind: "saved"; account: Account };

/**
 * @param before  the account before settings were saved, where its addresses may have changed
 * @returns Set-Cookie headers that remember the way in and who came, where somebody has come in
 */
export async function noteEffect(
  effect: Effect | undefined,
  { fields, before }: { fields: Fields; before?: Account | undefined },
  visitor: Visitor,
): Promise<string[]> {
  switch (effect?.kind) {
    case "session":
      return noteSession(effect.session, effect, visitor);
    case "account":
      await recordSecurityEvent(effect.identityId, { kind: "signed_up" }, visitor);
      return [];
    case "saved": {
      const { account } = effect;
      const event = settingsEvent(fields);
      if (event) await recordSecurityEvent(account.id, { ...event, account, before }, visitor);
      return [];
    }
    case undefined:
      return [];
  }
}

async function noteSession(
  session: Session,
  { isSignUp }: { isSignUp: boolean },
  visitor: Visitor,
): Promise<string[]> {
  const { identity: account } = session;
  if (account === undefined) return [];
  await recordSecurityEvent(account.id, { ...signInEvent(session, { isSignUp }), account }, visitor);
  const way = wayCookie(lastFirstStep(session), visitor.origin);
  return [
    ...(way === undefined ? [] : [way]),
    knownBrowserCookie(visitor.cookie, account.id, visitor.origin),
  ];
}
