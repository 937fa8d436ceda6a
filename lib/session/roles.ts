/** What a person may do here beyond their own account: `metadata_public.roles`, which only the admin API writes. */
import type { Identity } from "@ory/client";
import { z } from "zod";

export const ROLES = ["admin"] as const;
export type Role = (typeof ROLES)[number];

const shape = z.object({ roles: z.array(z.string()) });

/** @returns all that are written there, those too that this version knows nothing of */
export function rolesOf(identity: Identity | undefined): string[] {
  return shape.safeParse(identity?.metadata_public).data?.roles ?? [];
}

export function hasRole(identity: Identity | undefined, role: Role): boolean {
  return rolesOf(identity).includes(role);
}
