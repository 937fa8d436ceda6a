/** The end of an account: nothing is written down, since all that was written goes with it; the person is told by mail. */
import "server-only";
import { database } from "@/lib/db/database";
import type { Locale } from "@/lib/i18n/languages";
import { log } from "@/lib/log";
import type { Visitor } from "@/lib/request";
import type { Account } from "@/lib/security-mails/account";
import { tellByMail } from "@/lib/security-mails/tell";
import { traceOf } from "./record";
import { ownSecurityEvents } from "./security-events";

/** @param account  as it was */
export function tellOfOwnDeletion(account: Account, visitor: Visitor): void {
  tell(account, visitor.requestId, { ...traceOf(visitor), isByAdministrator: false });
}

/** @param language  in which the person was here last, asked for before their data went ({@link lastLanguage}) */
export function tellOfDeletionByAdministrator(
  account: Account,
  { requestId, language }: { requestId: string; language: Locale | undefined },
): void {
  tell(account, requestId, {
    ...traceOf({ requestId, isAdministrator: true }),
    isByAdministrator: true,
    language,
  });
}

/** In which a person has read the pages lately, as far as that is written. */
export async function lastLanguage(identityId: string, requestId: string): Promise<Locale | undefined> {
  try {
    const { events } = await ownSecurityEvents(database(), identityId).page({ limit: 50 });
    return events.find(({ language }) => language !== undefined)?.language;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log().error({ requestId, identityId, problem }, "the security events could not be read");
    return undefined;
  }
}

function tell(
  account: Account,
  requestId: string,
  { isByAdministrator, ...trace }: ReturnType<typeof traceOf> & { isByAdministrator: boolean },
): void {
  tellByMail({
    requestId,
    identityId: account.id,
    event: { kind: "account_deleted", ways: [], at: new Date().toISOString(), ...trace },
    eventId: undefined,
    isByAdministrator,
    account,
    isKnownBrowser: false,
  });
}
