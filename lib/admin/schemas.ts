/** The identity schemas that the service knows. */
import "server-only";
import { Configuration, IdentityApi } from "@ory/client";
import { z } from "zod";
import { env } from "@/lib/env";
import { type AdminResult, adminResult } from "@/lib/ory/admin";
import { askService } from "@/lib/ory/client";
import type { Visitor } from "@/lib/request";

export interface IdentitySchema {
  id: string;
  schema: Record<string, unknown>;
}

const shape = z.array(z.object({ id: z.string(), schema: z.record(z.string(), z.unknown()) }));

/** More than a configuration has. */
const PAGE_SIZE = 250;

export async function listSchemas(visitor: Visitor): Promise<AdminResult<IdentitySchema[]>> {
  const operation = "list schemas";
  // The public API has them; the admin API only leads there.
  const api = new IdentityApi(new Configuration({ basePath: env().publicUrl }));
  const result = await askService(operation, { ...visitor, cookie: "" }, (options) =>
    api.listIdentitySchemas({ pageSize: PAGE_SIZE }, options),
  );
  return adminResult(operation, visitor, result, (body) => shape.safeParse(body).data);
}
