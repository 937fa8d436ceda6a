/** Whether visitors can be served: the identity service and the app's own database answer, and are ready themselves. */
import axios from "axios";
import { isDatabaseReady } from "@/lib/db/health";
import { env } from "@/lib/env";
import { askService } from "@/lib/ory/client";
import { remembered } from "@/lib/remembered";
import { visitorOf } from "@/lib/request";

/** Shorter than any probe's interval; whoever asks more often than that costs nothing. */
const KEPT_MS = 1000;

const readiness = remembered(async () => {
  // Asked for nobody: a probe's cookies and headers are not the service's business.
  const nobody = visitorOf(new Headers());
  const [service, hasDatabase] = await Promise.all([
    askService("ready", nobody, (options) => axios.get(`${env().publicUrl}/health/ready`, options)),
    isDatabaseReady(),
  ]);
  return { hasService: service.kind === "answer" && service.status === 200, hasDatabase };
}, KEPT_MS);

export async function GET() {
  const { hasService, hasDatabase } = await readiness();
  const errors = {
    ...(!hasService && { identity_service: "does not answer" }),
    ...(!hasDatabase && { database: "does not answer, or lacks tables" }),
  };
  const isReady = Object.keys(errors).length === 0;
  return Response.json(isReady ? { status: "ok" } : { status: "unavailable", errors }, {
    status: isReady ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}

export const dynamic = "force-dynamic";
