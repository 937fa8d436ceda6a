/** What would make an account safer, of what the service offers and the person has not done. */
import type { Identity, Session } from "@ory/client";
import { z } from "zod";
import { hasSecondFactor } from "@/lib/admin/second-factor";
import { isAal2 } from "@/lib/session/aal2-policy";
import { sectionPath } from "@/lib/settings/sections";

export const adviceIds = ["second-step", "backup-codes", "passkey"] as const;
export type AdviceId = (typeof adviceIds)[number];

/** Where each is followed. */
export const advicePaths: Record<AdviceId, string> = {
  "second-step": sectionPath("second-factors"),
  "backup-codes": `${sectionPath("second-factors")}#lookup_secret`,
  passkey: sectionPath("keys"),
};

/** Security keys are not among them: whether they are a second step here, or in the place of a password, nothing tells. */
const SECOND_FACTORS = ["totp", "lookup_secret"];

interface Known {
  session: Session;
  /** As the admin API shows it, with its credentials. */
  identity: Identity;
  /** What the service's settings have. */
  groups: ReadonlySet<string>;
}

/** What would make this account safer: only what the service offers and the person has not done. */
export function adviceOf({ session, identity, groups }: Known): AdviceId[] {
  const { credentials = {} } = identity;
  const needs: Record<AdviceId, boolean> = {
    // A code by mail as a second step is no credential; a session that it has proved is told by its level.
    "second-step":
      SECOND_FACTORS.some((group) => groups.has(group)) && !hasSecondFactor(identity) && !isAal2(session),
    "backup-codes":
      groups.has("lookup_secret") && hasSecondFactor(identity) && credentials["lookup_secret"] === undefined,
    passkey: groups.has("passkey") && !hasPasskey(identity),
  };
  return adviceIds.filter((id) => needs[id]);
}

/** Every identity may have an entry for passkeys, whether it has one or not. */
const passkeysShape = z.looseObject({ config: z.looseObject({ credentials: z.array(z.unknown()).min(1) }) });

function hasPasskey({ credentials = {} }: Identity): boolean {
  return passkeysShape.safeParse(credentials["passkey"]).success;
}
