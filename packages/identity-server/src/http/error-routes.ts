// What the error page shows.
import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import { iso } from "../time.js";
import { guarded, json } from "./answer.js";
import { ApiError } from "./error.js";
import { errorObject } from "./error-json.js";
import { notFound } from "./errors.js";
import type { PublicEnv, Visit } from "./visit.js";

const NEVER = "0001-01-01T00:00:00Z";

export function registerErrorRoutes(app: Hono<PublicEnv>): void {
  app.get("/self-service/errors", guarded(fetchError));
}

function fetchError(visit: Visit): Response {
  const id = visit.query.get("error") || visit.query.get("id") || "";
  // For whoever designs an error page.
  if (id === "stub:500") {
    const stub = new ApiError({
      code: 500,
      message: "Something went wrong on the server",
      reason: "This is not a real error.",
    });
    const error = errorObject(stub, { isDev: false });
    return json(visit, 200, { id: randomUUID(), error, created_at: NEVER, updated_at: NEVER });
  }
  const stored = visit.context.store.errors.find(id);
  if (!stored) throw notFound();
  const time = iso(stored.createdAt);
  return json(visit, 200, { id, error: stored.body, created_at: time, updated_at: time });
}
