/** What a mail needs of an identity, whichever endpoint has told of it. Nothing but the id is taken for granted. */
import { z } from "zod";

export const accountShape = z.looseObject({
  id: z.string().min(1),
  traits: z.unknown().optional(),
  verifiable_addresses: z.unknown().optional(),
  recovery_addresses: z.unknown().optional(),
});

export interface Account {
  id: string;
  traits?: unknown;
  verifiable_addresses?: unknown;
  recovery_addresses?: unknown;
}
