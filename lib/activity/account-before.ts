import "server-only";
import type { Visitor } from "@/lib/request";
import type { Account } from "@/lib/security-mails/account";
import { askWhoami } from "@/lib/session/whoami";
import type { SettingsEvent } from "./settings-event";

/**
 * The account before its settings are changed: afterwards nobody can tell which address it has had.
 *
 * @param event  what is asked for; for a change that leaves addresses alone nothing is looked up
 * @param token  of a session without cookie, as native clients have it
 */
export async function accountBefore(
  event: SettingsEvent | undefined,
  visitor: Visitor,
  token?: string,
): Promise<Account | undefined> {
  if (event?.kind !== "profile_changed") return undefined;
  const who = await askWhoami(visitor, token);
  return who.kind === "session" ? who.session.identity : undefined;
}
