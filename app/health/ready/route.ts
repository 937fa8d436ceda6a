/** Whether visitors can be served: the identity service answers, and is ready itself. */
import axios from "axios";
import { env } from "@/lib/env";
import { askService } from "@/lib/ory/client";
import { visitorOf } from "@/lib/request";

export async function GET(request: Request) {
  // Asked for nobody: a probe's cookies are not the service's business.
  const nobody = { ...visitorOf(request.headers), cookie: "" };
  const result = await askService("ready", nobody, (options) =>
    axios.get(`${env().publicUrl}/health/ready`, options),
  );
  const isReady = result.kind === "answer" && result.status === 200;
  return Response.json(
    isReady ? { status: "ok" } : { status: "unavailable", errors: { identity_service: "does not answer" } },
    { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}

export const dynamic = "force-dynamic";
