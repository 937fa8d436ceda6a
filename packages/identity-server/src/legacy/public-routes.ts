// Where the older public API answered otherwise to begin with: lists of schemas by page number alone, and a sign-out
// address that is told in JSON whoever asks.
import type { Hono } from "hono";
import { getSchema } from "../admin/schemas.js";
import { guarded } from "../http/answer.js";
import { createLogoutLink } from "../http/logout-routes.js";
import { adapted } from "../http/service-routes.js";
import type { PublicEnv } from "../http/visit.js";
import { listSchemas } from "./schemas.js";

/** Before the routes of today: of two for one address, the first answers. */
export function registerOlderPublicRoutes(app: Hono<PublicEnv>): void {
  app.get("/schemas", adapted(listSchemas));
  app.get("/schemas/:id", adapted(getSchema, { "content-type": "application/json" }));
  app.get("/self-service/logout/browser", guarded(createLogoutLink));
}
