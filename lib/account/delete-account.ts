/**
 * Deletes a person's account: what applications may do with it first, which nobody could take back later; then the identity,
 * with everything that could sign in; then what the app keeps.
 */
import { tellOfOwnDeletion } from "@/lib/activity/deletion";
import { deleteIdentity } from "@/lib/admin/identities";
import { removeOwnData } from "./own-data";
import { database } from "@/lib/db/database";
import { log } from "@/lib/log";
import { takeAllAccessBack } from "@/lib/oauth2/connected";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import type { AdminResult } from "@/lib/ory/admin";
import type { Visitor } from "@/lib/request";
import type { Account } from "@/lib/security-mails/account";

export type DeleteOutcome = "deleted" | "unavailable";

/**
 * @param account  of the person who asks for it, as the service has named them
 * @returns `unavailable` where the service has not deleted the identity, or nobody knows whether it has; also where
 *   applications would have kept their access
 */
export async function deleteAccount(account: Account, visitor: Visitor): Promise<DeleteOutcome> {
  const { id: identityId } = account;
  const revoked = await endAllAccess(identityId, visitor);
  const result = revoked.kind === "ok" ? await deleteIdentity(visitor, identityId) : revoked;
  if (result.kind !== "ok") {
    log().error(
      { requestId: visitor.requestId, identityId, outcome: result.kind },
      "an account was not deleted",
    );
    return "unavailable";
  }
  // Also where somebody has been faster: what is left goes now.
  await removeLeftData(identityId, visitor);
  // Whoever has been faster has told already.
  if (result.value === "done") tellOfOwnDeletion(account, visitor);
  return "deleted";
}

/** What applications may do with an account, where there is an OAuth2 server that lets them. */
export async function endAllAccess(identityId: string, visitor: Visitor): Promise<AdminResult<"done">> {
  return hasOAuth2Server() ? takeAllAccessBack(identityId, visitor) : { kind: "ok", value: "done" };
}

/**
 * What the app keeps of somebody whose identity is gone. It never throws: the account is gone all the same, and whoever
 * reads the log finishes the work.
 */
export async function removeLeftData(identityId: string, { requestId }: Visitor): Promise<void> {
  try {
    await removeOwnData(database(), identityId);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log().error({ requestId, identityId, problem }, "a deleted account left data behind");
  }
}
