/** Tells a person by mail what has happened to their account: the one place that does, after the answer to the request. */
import "server-only";
import { securityMails } from "@/identity/security-mails";
import {
  ownSecurityEvents,
  type SecurityEventKind,
  type WrittenSecurityEvent,
} from "@/lib/activity/security-events";
import { afterAnswer } from "@/lib/after-answer";
import { database } from "@/lib/db/database";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { canSendMail, deliverMail } from "@/lib/mail/send";
import { type Account, accountShape } from "./account";
import { readersOf } from "./addresses";
import { askForAccount } from "./ask";
import { type SecurityMailKind, securityMail } from "./compose";
import { isNewDevice } from "./devices";
import { readersLanguage } from "./language";

export interface Told {
  requestId: string;
  identityId: string;
  /** What was written down, or would have been. */
  event: Omit<WrittenSecurityEvent, "id" | "kind"> & { kind: SecurityEventKind | "account_deleted" };
  /** Undefined where the writing has failed, or the account is gone with all that was written. */
  eventId: string | undefined;
  isByAdministrator: boolean;
  /** The account afterwards, where the answer tells it; else the service is asked. */
  account?: Account | undefined;
  /** The account beforehand, where its addresses have changed. */
  before?: Account | undefined;
  /** The account is known to this browser. */
  isKnownBrowser: boolean;
}

const MAILS: Partial<Record<Told["event"]["kind"], SecurityMailKind>> = {
  signed_in: "new_device",
  changed_by_administrator: "address_changed",
};

/** As many events of an account are looked through for known devices and for the language. */
const LOOK_BACK = 200;
/** The same change by two posts of one form. */
const DOUBLE_POST_MS = 10_000;

/** Returns at once. Whether there is anything to tell, and to whom, is found out after the answer. */
export function tellByMail(told: Told): void {
  const { kind } = told.event;
  const mail = MAILS[kind] ?? kind;
  if (!isMailed(mail) || !canSendMail()) return;
  if (mail === "address_changed" && told.before === undefined) return;
  if (mail === "new_device" && told.isKnownBrowser) return;
  afterAnswer("a mail about an account", () => tell(mail, told));
}

function isMailed(kind: string): kind is SecurityMailKind {
  return Object.hasOwn(securityMails, kind) && securityMails[kind as SecurityMailKind];
}

async function tell(kind: SecurityMailKind, told: Told): Promise<void> {
  const { event, isByAdministrator, before } = told;
  const earlier = await earlierEvents(told);
  if (kind === "new_device" && !isNewDevice({ ...event, kind: "signed_in" }, earlier)) return;
  if (kind !== "new_device" && !isByAdministrator && isRepeated(event, earlier)) return;

  const account = accountShape.safeParse(told.account).data ?? (await askForAccount(told));
  if (!account) return;
  const locale = readersLanguage(account, {
    page: event.language,
    isCertain: kind !== "new_device" && kind !== "recovered",
    earlier,
  });
  const news = {
    kind,
    at: Date.parse(event.at),
    ways: event.ways,
    isByAdministrator,
    browser: event.browser,
    system: event.system,
    network: event.address,
    origin: env().appOrigin,
  };
  await Promise.all(
    readersOf(account, before).map((reader) => deliverMail(securityMail(news, reader, locale))),
  );
}

/** None where they can't be read: a mail too many is better than none. */
async function earlierEvents({
  requestId,
  identityId,
  event,
  eventId,
}: Told): Promise<WrittenSecurityEvent[]> {
  if (eventId === undefined) return [];
  try {
    return await ownSecurityEvents(database(), identityId).before({ at: event.at, id: eventId }, LOOK_BACK);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log().error({ requestId, identityId, problem }, "the security events could not be read");
    return [];
  }
}

/** Of several alike at once the first one is told, whichever replica has taken the others. */
function isRepeated(event: Told["event"], earlier: readonly WrittenSecurityEvent[]): boolean {
  const since = new Date(Date.parse(event.at) - DOUBLE_POST_MS).toISOString();
  return earlier.some(
    ({ kind, ways, at }) => at >= since && kind === event.kind && ways.join(" ") === event.ways.join(" "),
  );
}
