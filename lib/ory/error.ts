/** What the error page shows. */
import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { hereOf, visitorOf } from "@/lib/request";
import { unavailableHref } from "@/lib/session/hrefs";
import { askService, frontendApi } from "./client";
import { openErrorId } from "./flow-error";
import { isFlowError, type ServiceError, serviceErrorShape } from "./shapes";

export type LoadedError =
  | {
      kind: "error";
      error: {
        /** The protocol's id, e.g. `security_csrf_violation`. */
        id: string | undefined;
        /** HTTP status. */
        code: number | undefined;
        reason: string | undefined;
        /** The authorization server (Ory Hydra) did not take the sign-in: what the application asked for is over. */
        isRequestOver: boolean;
        json: object;
      };
    }
  /** Nobody knows that error any more. */
  | { kind: "gone" };

/**
 * Redirects by itself where the service is away.
 *
 * @param id  of an error that the service has kept, or one of our own sealed ones
 */
export const loadFlowError = cache(async (id: string): Promise<LoadedError> => {
  const own = await openErrorId(id);
  if (own) return shown(own, { id: own.id ?? "", error: own });

  const requestHeaders = await headers();
  const visitor = visitorOf(requestHeaders);
  const result = await askService("fetch error", visitor, (options) =>
    frontendApi().getFlowError({ id }, options),
  );
  if (result.kind === "answer" && result.status === 200 && isFlowError(result.body)) {
    return shown(serviceErrorShape.safeParse(result.body.error).data ?? {}, result.body);
  }
  if (result.kind === "answer" && result.status >= 400) return { kind: "gone" };
  const here = hereOf(requestHeaders, `/error?id=${encodeURIComponent(id)}`);
  return redirect(unavailableHref(here, visitor.requestId));
});

function shown({ id, code, reason, message, details }: ServiceError, json: object): LoadedError {
  // The service has no id for it. In the details of no other error does it tell what another server answered.
  const answered = details?.status_code;
  const isRequestOver = typeof answered === "number" && answered >= 400 && answered < 500;
  return { kind: "error", error: { id, code, reason: reason ?? message, isRequestOver, json } };
}
