// Assurance levels: what a session has reached, and whether that is enough.
import type { Config } from "../config/index.js";
import { publicUrl, withQuery } from "../flows/return-to.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { methods } from "../methods/registry.js";
import type { ActiveSession, AssuranceLevel, AuthenticationMethod } from "./session.js";

export type RequiredAal = Config["session"]["whoami"]["required_aal"];

/** A second factor counts on top of a first one; by itself it is worth no more than one. */
export function reachedAal(proofs: readonly AuthenticationMethod[]): AssuranceLevel {
  if (proofs.length === 0) return "aal0";
  const hasFirst = proofs.some((proof) => proof.aal === "aal1");
  const hasSecond = proofs.some((proof) => proof.aal === "aal2");
  return hasFirst && hasSecond ? "aal2" : "aal1";
}

/** The highest level that the identity can reach with what it has set up. */
export function availableAal(config: Config, identity: IdentityWithCredentials): AssuranceLevel {
  let first = 0;
  let second = 0;
  for (const method of methods) {
    if (!method.isEnabled(config)) continue;
    const count = method.countFactors?.(config, identity);
    first += count?.first ?? 0;
    second += count?.second ?? 0;
  }
  if (second > 0) return "aal2";
  return first > 0 ? "aal1" : "aal0";
}

/** In how many ways that are switched on the identity can begin a sign-in. */
export function countFirstFactors(config: Config, identity: IdentityWithCredentials): number {
  return methods
    .filter((method) => method.isEnabled(config))
    .reduce((sum, method) => sum + (method.countFactors?.(config, identity).first ?? 0), 0);
}

/** Whether the session is proved as far as a setting asks. */
export function satisfies({ session, identity }: ActiveSession, required: RequiredAal): boolean {
  if (session.aal === "aal2") return true;
  return required === "aal1" ? session.aal === "aal1" : identity.availableAal !== "aal2";
}

/**
 * Where the second factor is asked for.
 *
 * @param returnTo where to go on afterwards
 * @param loginChallenge of the OAuth2 server that wants the sign-in
 */
export function secondFactorUrl(
  config: Config,
  returnTo?: string | null,
  loginChallenge?: string | null,
): string {
  return withQuery(publicUrl(config, "/self-service/login/browser"), {
    aal: "aal2",
    ...(loginChallenge ? { login_challenge: loginChallenge } : {}),
    ...(returnTo ? { return_to: returnTo } : {}),
  });
}
