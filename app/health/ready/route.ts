/** Whether visitors can be served: the identity service and the app's own database answer, and are ready themselves. */
import axios from "axios";
import { isDatabaseReady } from "@/lib/db/health";
import { env } from "@/lib/env";
import { askService } from "@/lib/ory/client";
import { visitorOf } from "@/lib/request";

export async function GET(request: Request) {
  // Asked for nobody: a probe's cookies are not the service's business.
  const nobody = { ...visitorOf(request.headers), cookie: "" };
  const [service, hasDatabase] = await Promise.all([
    askService("ready", nobody, (options) => axios.get(`${env().publicUrl}/health/ready`, options)),
    isDatabaseReady(),
  ]);
  const errors = {
    ...(!(service.kind === "answer" && service.status === 200) && { identity_service: "does not answer" }),
    ...(!hasDatabase && { database: "does not answer, or lacks tables" }),
  };
  const isReady = Object.keys(errors).length === 0;
  return Response.json(isReady ? { status: "ok" } : { status: "unavailable", errors }, {
    status: isReady ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}

export const dynamic = "force-dynamic";
