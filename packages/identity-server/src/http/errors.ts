// The errors that more than one place raises, each in one place: status, id and what to tell the person who must act.
import type { JsonObject } from "../json.js";
import { iso, type Timestamp } from "../time.js";
import { ApiError } from "./error.js";

export function badRequest(reason: string, details?: JsonObject): ApiError {
  return new ApiError({ code: 400, message: "The request cannot be understood", reason, details });
}

export function notFound(reason?: string): ApiError {
  return new ApiError({ code: 404, message: "There is nothing at this address", reason });
}

export function internalError(debug?: string): ApiError {
  return new ApiError({
    code: 500,
    message: "Something went wrong on the server",
    reason: "The request could not be completed. Try again; the server's log has the details.",
    debug,
  });
}

export function missingFlowId(): ApiError {
  return badRequest('The query parameter "flow" is missing or is no flow id.');
}

export function methodDisabled(): ApiError {
  return notFound("This way to sign in or change an account is switched off (selfservice.methods).");
}

export type CsrfFault = "no-cookies" | "no-csrf-cookie" | "no-token" | "mismatch";

const csrfFaults: Record<CsrfFault, string> = {
  "no-cookies": "The request carried no cookies.",
  "no-csrf-cookie": "The request carried cookies, but not the one with the CSRF secret.",
  "no-token": 'The form carried no "csrf_token".',
  mismatch: "The token of the form does not belong to the secret in the cookie.",
};

/** @param isScript the browser says that a script sent the request */
export function csrfViolation(fault: CsrfFault, { isScript }: { isScript: boolean }): ApiError {
  const hint = isScript
    ? "A script sent this request: let it send cookies (credentials), and allow its origin."
    : "Send the cookies that came with the flow along with the form's csrf_token.";
  return new ApiError({
    code: 403,
    id: "security_csrf_violation",
    message: "The request was refused because it may have been forged by another site",
    reason: "Go back to the form, load it again and send it once more.",
    details: {
      docs: "https://www.ory.sh/kratos/docs/debug/csrf",
      hint,
      reject_reason: csrfFaults[fault],
    },
  });
}

export function sessionAlreadyAvailable(): ApiError {
  return new ApiError({
    code: 400,
    id: "session_already_available",
    message: "Somebody is signed in already",
    reason: "A valid session came with the request. Sign out first, or start the sign-in with ?refresh=true.",
  });
}

export function sessionInactive(): ApiError {
  return new ApiError({
    code: 401,
    id: "session_inactive",
    message: "Nobody is signed in",
    reason: "The request carried no session that counts. Sign in and try again.",
  });
}

/** The answer of whoami and the session endpoints: without an id, unlike {@link sessionInactive}. */
export function unauthorized(reason: string): ApiError {
  return new ApiError({ code: 401, message: "The request is not authorized", reason });
}

export function sessionAal1Required(): ApiError {
  return new ApiError({
    code: 401,
    id: "session_aal1_required",
    message: "A second factor can only be asked of somebody who is signed in",
    reason: "Sign in first, then ask for the higher assurance level.",
  });
}

/** @param loginUrl where the second factor is asked for */
export function sessionAal2Required(loginUrl: string): ApiError {
  return new ApiError({
    code: 403,
    id: "session_aal2_required",
    message: "The session needs a second factor",
    reason: "Prove the second factor of this account, then try again.",
    details: { redirect_browser_to: loginUrl },
    extra: { redirect_browser_to: loginUrl },
  });
}

/** @param loginUrl where the sign-in is repeated */
export function sessionRefreshRequired(loginUrl: string): ApiError {
  return new ApiError({
    code: 403,
    id: "session_refresh_required",
    message: "The sign-in is too old for this change",
    reason: "Sign in once more, then repeat the change.",
    extra: { redirect_browser_to: loginUrl },
  });
}

export function locationChangeRequired(to: string): ApiError {
  return new ApiError({
    code: 422,
    id: "browser_location_change_required",
    message: "The browser has to go to another address",
    reason: `Send the browser to ${to} to go on.`,
    extra: { redirect_browser_to: to },
  });
}

export function returnToForbidden(returnTo: string): ApiError {
  return new ApiError({
    code: 400,
    id: "self_service_flow_return_to_forbidden",
    message: "The request cannot be understood",
    reason: `The address ${JSON.stringify(returnTo)} in "return_to" is not among selfservice.allowed_return_urls.`,
  });
}

export function identityDisabled(identityId: string): ApiError {
  return new ApiError({
    code: 401,
    message: "This account is switched off",
    reason: "The account is inactive; whoever runs this service can activate it.",
    details: { identity_id: identityId },
  });
}

export function forbidden(reason: string): ApiError {
  return new ApiError({ code: 403, message: "This is not allowed", reason });
}

/** @param useFlowId the flow that takes the place of the one that is over */
export function flowExpired(expiredAt: Timestamp, now: Timestamp, useFlowId: string): ApiError {
  return new ApiError({
    code: 410,
    id: "self_service_flow_expired",
    message: "The flow is over",
    reason: "It took too long or was completed before. Go on with the flow named in use_flow_id.",
    extra: {
      // Nanoseconds, as Go counts durations.
      since: (now - expiredAt) * 1_000_000,
      expired_at: iso(expiredAt),
      use_flow_id: useFlowId,
    },
  });
}

export function flowReplaced(useFlowId: string): ApiError {
  return new ApiError({
    code: 410,
    id: "self_service_flow_replaced",
    message: "Another flow has taken this one's place",
    reason: "Go on with the flow named in use_flow_id.",
    extra: { use_flow_id: useFlowId },
  });
}

/** Seen when a flow is fetched after its time. @param details where to start anew */
export function flowGone(details: JsonObject, { hasId }: { hasId: boolean }): ApiError {
  return new ApiError({
    code: 410,
    ...(hasId ? { id: "self_service_flow_expired" } : {}),
    message: "The flow is over",
    reason: "The flow has expired. Start a new one.",
    details,
  });
}

export function flowDisabled(what: string): ApiError {
  return new ApiError({
    code: 400,
    id: "self_service_flow_disabled",
    message: `${what} is switched off`,
    reason: "Whoever runs this service has switched it off.",
  });
}

/** @param retryAfterS seconds until the next try is taken */
export function tooManyRequests(retryAfterS: number): ApiError {
  return new ApiError({
    code: 429,
    message: "Too many tries",
    reason: `There were too many tries. Try again in ${waitingTime(retryAfterS)}.`,
    details: { retry_after: retryAfterS },
  });
}

/** More heavy work is asked for than can be done in time. */
export function busy(retryAfterS: number): ApiError {
  return new ApiError({
    code: 503,
    message: "The server is busy",
    reason: `More people sign in at once than this server can serve. Try again in ${waitingTime(retryAfterS)}.`,
    details: { retry_after: retryAfterS },
  });
}

function waitingTime(seconds: number): string {
  return seconds < 90 ? `${String(seconds)} seconds` : `${String(Math.ceil(seconds / 60))} minutes`;
}
