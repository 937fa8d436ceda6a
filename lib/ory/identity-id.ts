/** The ids of identities and sessions, as they come in addresses and from forms. */
import { z } from "zod";

/** The service numbers what it keeps by UUIDs, of any version: identities may be brought along from elsewhere. */
export const serviceId = z.guid();

export function isServiceId(id: unknown): id is string {
  return serviceId.safeParse(id).success;
}
