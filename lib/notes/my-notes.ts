/** The notes of whoever is signed in. */
import "server-only";
import { database } from "@/lib/db/database";
import { requireSession } from "@/lib/session/session";
import { type OwnNotes, ownNotes } from "./notes";

export async function myNotes(): Promise<OwnNotes> {
  const { identity } = await requireSession();
  if (!identity) throw new Error("The identity service answered a session without its identity.");
  return ownNotes(database(), identity.id);
}
