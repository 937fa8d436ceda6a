/** The ids that the service gives its errors, and the page where a person can go on from each. */

export const errorIds = [
  "session_already_available",
  "session_inactive",
  "session_aal1_required",
  "session_aal2_required",
  "session_aal_already_fulfilled",
  "session_refresh_required",
  "session_verified_address_required",
  "self_service_flow_expired",
  "self_service_flow_replaced",
  "self_service_flow_disabled",
  "self_service_flow_return_to_forbidden",
  "browser_location_change_required",
  "security_csrf_violation",
  "security_identity_mismatch",
] as const;
export type ErrorId = (typeof errorIds)[number];

export type NextStep = "login" | "account" | "second_step" | "confirm" | "verify" | "settings" | "start";

const nextSteps: Record<ErrorId, NextStep> = {
  session_already_available: "account",
  session_inactive: "login",
  session_aal1_required: "login",
  session_aal2_required: "second_step",
  session_aal_already_fulfilled: "account",
  session_refresh_required: "confirm",
  session_verified_address_required: "verify",
  self_service_flow_expired: "login",
  self_service_flow_replaced: "login",
  self_service_flow_disabled: "start",
  self_service_flow_return_to_forbidden: "start",
  browser_location_change_required: "login",
  security_csrf_violation: "login",
  security_identity_mismatch: "settings",
};

/** @param id  of an error; one that is unknown leads to sign-in */
export function nextStep(id: string | undefined): NextStep {
  const known = errorIds.find((each) => each === id);
  return known === undefined ? "login" : nextSteps[known];
}
