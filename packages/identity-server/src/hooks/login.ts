// What runs around a successful sign-in.
import type { Hook } from "../config/index.js";
import type { Context } from "../context.js";
import type { ContinueWith, LoginFlow } from "../flows/flow.js";
import { FieldIssuesError, type SubmitOutcome } from "../flows/outcome.js";
import type { FlowRequest } from "../flows/request.js";
import { verificationHook } from "../flows/verification-hook.js";
import { ApiError } from "../http/error.js";
import { withQuery } from "../flows/return-to.js";
import type { JsonObject } from "../json.js";
import { addressNotVerified } from "../ui/messages.js";
import type { Identity } from "../identities/identity.js";
import type { ActiveSession } from "../sessions/session.js";
import { hasHook } from "./configured.js";
import { withChanges } from "./identity-changes.js";
import { flowAsBefore, runWebHook } from "./web-hook.js";

export type SessionHooks =
  /** The answer that takes the place of the session. */
  | { kind: "stopped"; outcome: SubmitOutcome }
  /** With the identity as the answer shows it. As in Kratos, nothing that web hooks change at sign-in is stored. */
  | { kind: "passed"; shown: Identity };

/**
 * The hooks that decide whether there will be a session, in the order of the configuration.
 *
 * @throws FieldIssuesError, ApiError
 */
export async function runSessionHooks(
  context: Context,
  hooks: Hook[],
  flow: LoginFlow,
  request: FlowRequest,
  active: ActiveSession,
): Promise<SessionHooks> {
  let shown: Identity = active.identity;
  const told = flowAsBefore(context, flow);
  for (const hook of hooks) {
    if (hook.hook === "require_verified_address") {
      const stopped = await requireVerifiedAddress(context, flow, request, active.identity);
      if (stopped) return { kind: "stopped", outcome: stopped };
    }
    if (hook.hook === "web_hook") {
      const session = { session: active.session, identity: shown };
      const input = { flow: told, request, identity: shown, session, isNew: "session" } as const;
      shown = withChanges(shown, await runWebHook(context, hook.config, input), context.now());
    }
  }
  return { kind: "passed", shown };
}

/**
 * `require_verified_address`: without a verified address there is no session, but a mail to verify one.
 *
 * @returns the answer that takes the place of the session
 * @throws FieldIssuesError in the older way of `feature_flags.legacy_require_verified_login_error`
 */
async function requireVerifiedAddress(
  context: Context,
  flow: LoginFlow,
  request: FlowRequest,
  identity: Identity,
): Promise<SubmitOutcome | undefined> {
  const isLegacy = context.config().feature_flags.legacy_require_verified_login_error;
  if (isLegacy && flow.active !== "password") return undefined;
  const addresses = identity.verifiableAddresses;
  if (addresses.length === 0) throw noAddressToVerify();
  if (addresses.some((address) => address.verified)) return undefined;
  if (isLegacy) throw new FieldIssuesError([{ node: "", message: addressNotVerified() }]);

  const [item] = await verificationHook(context, { identity, after: flow, request, keepsSecret: true });
  if (!item) throw new FieldIssuesError([{ node: "", message: addressNotVerified() }]);
  const url = withQuery(context.config().selfservice.flows.verification.ui_url, { flow: item.flow.id });
  if (!request.prefersJson && flow.type === "browser") return { kind: "redirect", to: url, status: 303 };
  const error = addressMustBeVerified({ action: item.action, flow: { ...item.flow, url } });
  return { kind: "failed", error, flowType: flow.type };
}

export interface Shown {
  continueWith: ContinueWith[];
  /** Where a browser goes instead of its return address. */
  pageUrl?: string;
}

/** The hooks that follow the session. `hasMail`: a mail was sent, which shows in the identity's addresses. */
export async function runLoginHooks(
  context: Context,
  hooks: Hook[],
  flow: LoginFlow,
  request: FlowRequest,
  { session, identity }: ActiveSession,
): Promise<Shown & { hasMail: boolean }> {
  if (hasHook(hooks, "revoke_active_sessions")) {
    await context.store.write(() => context.store.sessions.disableOthers(identity.id, session.id));
  }
  if (!hasHook(hooks, "verification") || flow.requestedAal !== "aal1") {
    return { continueWith: [], hasMail: false };
  }
  const items = await verificationHook(context, { identity, after: flow, request, session });
  return { ...shownVerification(context, hooks, items, request), hasMail: items.length > 0 };
}

/**
 * `show_verification_ui`: tells scripts and native clients of the verification that was begun, and takes browsers to it.
 * The older feature flag tells of it without the hook.
 */
export function shownVerification(
  context: Context,
  hooks: Hook[],
  items: ContinueWith[],
  request: FlowRequest,
): Shown {
  const isLegacy = context.config().feature_flags.legacy_continue_with_verification_ui;
  const last = items.at(-1);
  if (!hasHook(hooks, "show_verification_ui") || last?.action !== "show_verification_ui") {
    return { continueWith: isLegacy ? items : [] };
  }
  return {
    continueWith: isLegacy ? [...items, last] : [last],
    ...(request.isBrowserRequest && { pageUrl: last.flow.url }),
  };
}

function addressMustBeVerified(next: JsonObject): ApiError {
  return new ApiError({
    code: 400,
    status: 403,
    id: "session_verified_address_required",
    message: "The address of this account is not verified",
    reason: "Verify the address with the code that was sent to it, then sign in.",
    details: { continue_with: [next] },
  });
}

function noAddressToVerify(): ApiError {
  return new ApiError({
    code: 500,
    message: "Something went wrong on the server",
    reason:
      'The hook "require_verified_address" is configured, but this account has no address to verify. Mark a trait of the identity schema with "verification".',
  });
}
