/** What a person may do here beyond their own account: `metadata_public.roles`, which only the admin API writes. */
import type { Identity } from "@ory/client";
import { z } from "zod";

export const ROLES = ["admin"] as const;
export type Role = (typeof ROLES)[number];

const shape = z.object({ roles: z.array(z.string()) });

export function hasRole(identity: Identity | undefined, role: Role): boolean {
  return shape.safeParse(identity?.metadata_public).data?.roles.includes(role) ?? false;
}
