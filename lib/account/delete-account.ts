/** Deletes a person's account: the identity first, with everything that could sign in, then what the app keeps. */
import { removeOwnData } from "./own-data";
import { database } from "@/lib/db/database";
import { log } from "@/lib/log";
import { identityApi, tellAdmin } from "@/lib/ory/admin";
import type { Visitor } from "@/lib/request";

export type DeleteOutcome = "deleted" | "unavailable";

/**
 * @param identityId  of the person who asks for it, as the service has named them
 * @returns `unavailable` where nothing has been deleted
 */
export async function deleteAccount(identityId: string, visitor: Visitor): Promise<DeleteOutcome> {
  const result = await tellAdmin("delete identity", visitor, (options) =>
    identityApi().deleteIdentity({ id: identityId }, options),
  );
  // 404: somebody has been faster, and what is left goes now.
  const isGone = result.kind === "answer" && (result.status === 204 || result.status === 404);
  if (!isGone) return "unavailable";
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
