/** Deletes a person's account: the identity first, with everything that could sign in, then what the app keeps. */
import { deleteIdentity } from "@/lib/admin/identities";
import { removeOwnData } from "./own-data";
import { database } from "@/lib/db/database";
import { log } from "@/lib/log";
import type { Visitor } from "@/lib/request";

export type DeleteOutcome = "deleted" | "unavailable";

/**
 * @param identityId  of the person who asks for it, as the service has named them
 * @returns `unavailable` where the service has not deleted the identity, or nobody knows whether it has
 */
export async function deleteAccount(identityId: string, visitor: Visitor): Promise<DeleteOutcome> {
  const result = await deleteIdentity(visitor, identityId);
  if (result.kind !== "ok") {
    log().error(
      { requestId: visitor.requestId, identityId, outcome: result.kind },
      "an account was not deleted",
    );
    return "unavailable";
  }
  // Also where somebody has been faster: what is left goes now.
  await removeLeftData(identityId, visitor);
  return "deleted";
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
