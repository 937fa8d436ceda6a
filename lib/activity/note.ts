/** What a submission has brought about, written down for the person it concerns. */
import "server-only";
import type { Session } from "@ory/client";
import type { Fields } from "@/lib/forms/fields";
import type { Visitor } from "@/lib/request";
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
  | { kind: "saved"; identityId: string };

/** @returns the Set-Cookie header that remembers the way in, where somebody has come in */
export async function noteEffect(
  effect: Effect | undefined,
  fields: Fields,
  visitor: Visitor,
): Promise<string | undefined> {
  switch (effect?.kind) {
    case "session":
      return noteSession(effect.session, effect, visitor);
    case "account":
      await recordSecurityEvent(effect.identityId, { kind: "signed_up" }, visitor);
      return undefined;
    case "saved": {
      const event = settingsEvent(fields);
      if (event) await recordSecurityEvent(effect.identityId, event, visitor);
      return undefined;
    }
    case undefined:
      return undefined;
  }
}

async function noteSession(
  session: Session,
  { isSignUp }: { isSignUp: boolean },
  visitor: Visitor,
): Promise<string | undefined> {
  const identityId = session.identity?.id;
  if (identityId === undefined) return undefined;
  await recordSecurityEvent(identityId, signInEvent(session, { isSignUp }), visitor);
  return wayCookie(lastFirstStep(session), visitor.origin);
}
