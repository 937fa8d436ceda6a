/**
 * What the service's settings have to offer, as the groups of their nodes: a matter of its configuration and the same for
 * everybody, so it is learnt of one flow and kept for a while.
 */
import "server-only";
import { askService, frontendApi } from "@/lib/ory/client";
import { meaningOf } from "@/lib/ory/answer";
import type { Visitor } from "@/lib/request";

/** A service that is configured anew is known as it is within ten minutes. */
const FRESH_MS = 10 * 60_000;
/** Where one visitor's flow could not tell, the next one's is looked at after a minute. */
const RETRY_MS = 60_000;

let kept: { groups: Promise<Groups>; until: number } | undefined;

type Groups = ReadonlySet<string> | undefined;

/**
 * Starts a settings flow of the visitor's to look at, where nothing is known: once in ten minutes for a process.
 *
 * @returns undefined where the service does not tell
 */
export async function settingsGroups(visitor: Visitor, now = Date.now()): Promise<Groups> {
  if (!kept || kept.until <= now) kept = { groups: learn(visitor), until: now + FRESH_MS };
  const asked = kept;
  const groups = await asked.groups;
  if (groups === undefined) asked.until = Math.min(asked.until, now + RETRY_MS);
  return groups;
}

async function learn(visitor: Visitor): Promise<Groups> {
  const operation = "start settings";
  const result = await askService(operation, visitor, (options) =>
    frontendApi().createBrowserSettingsFlow({}, options),
  );
  const meaning = meaningOf("settings", result, operation, visitor);
  return meaning?.kind === "flow"
    ? new Set(meaning.flow.ui.nodes.map(({ group }) => group as string))
    : undefined;
}
