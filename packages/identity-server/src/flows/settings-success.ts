// What a valid change leads to: the identity stored, hooks, the form anew, and the way on.
import type { Context } from "../context.js";
import { sessionInactive } from "../http/errors.js";
import { configuredReturnUrls, hasHook, hooksAfter, ownHooks } from "../hooks/configured.js";
import { shownVerification } from "../hooks/login.js";
import { askWebHooks, runTellingHooks, type Revision } from "../hooks/web-hooks.js";
import type { Identity, IdentityWithCredentials } from "../identities/identity.js";
import type { ChangeIdentity, Commit, MethodId } from "../methods/method.js";
import { availableAal } from "../sessions/assurance.js";
import { extendedSession, storeRaisedSession } from "../sessions/issue.js";
import type { ActiveSession, AuthenticationMethod } from "../sessions/session.js";
import { IdentityConflictError } from "../store/identities.js";
import { duplicateCredentials, settingsSaved } from "../ui/messages.js";
import { flowPageUrl } from "./engine.js";
import type { ContinueWith, SettingsFlow } from "./flow.js";
import { addMessage, clearMessages } from "./nodes.js";
import { newSettingsFlow } from "./new-settings.js";
import { FieldIssuesError, type SubmitOutcome } from "./outcome.js";
import { isPrivileged, isProtectedChange, ProofTooOldError } from "./privilege.js";
import type { FlowRequest } from "./request.js";
import { returnUrl } from "./return-to.js";
import { verificationHook } from "./verification-hook.js";

export interface SettingsChange {
  method: MethodId;
  change: ChangeIdentity;
  proof?: AuthenticationMethod;
  commit?: Commit;
}

/**
 * @throws FieldIssuesError when an identifier or address belongs to somebody else
 * @throws ProofTooOldError when the change turns out to need a newer sign-in
 */
export async function completeSettings(
  context: Context,
  flow: SettingsFlow,
  request: FlowRequest,
  visitor: ActiveSession,
  change: SettingsChange,
): Promise<SubmitOutcome> {
  const config = context.config();
  const { after } = config.selfservice.flows.settings;
  const returnTo = returnUrl(
    config,
    flow.returnTo,
    ...configuredReturnUrls(after, change.method),
    flowPageUrl(context, flow),
  );
  const changes = await askAboutChange(context, flow, request, visitor, change);
  const active = await store(context, flow, visitor, change, changes);
  await showSaved(context, flow, request, active);

  const hooks = hooksAfter(after, change.method);
  const items = config.selfservice.flows.verification.enabled
    ? await verificationHook(context, { identity: active.identity, after: flow, request })
    : [];
  if (hasHook(hooks, "revoke_active_sessions")) {
    await context.store.write(() =>
      context.store.sessions.disableOthers(active.identity.id, active.session.id),
    );
  }
  await runTellingHooks(context, hooks, { flow, request, identity: active.identity, session: visitor });
  const goesOn: ContinueWith[] =
    flow.type === "browser" ? [{ action: "redirect_browser_to", redirect_browser_to: returnTo }] : [];
  // Told in this answer alone: the flow was stored before.
  flow.continueWith = [...shownVerification(context, hooks, items, request).continueWith, ...goesOn];
  return { kind: "saved", flow, active, returnTo };
}

/**
 * The web hooks of this method alone that may refuse the change or add to it, before it is stored.
 *
 * @returns what they add, to be applied to the identity as it is stored then
 */
async function askAboutChange(
  context: Context,
  flow: SettingsFlow,
  request: FlowRequest,
  visitor: ActiveSession,
  { method, change }: SettingsChange,
): Promise<Revision> {
  const hooks = ownHooks(context.config().selfservice.flows.settings.after, method);
  const stored = context.store.identities.findWithCredentials(visitor.identity.id);
  if (!stored) throw sessionInactive();
  return askWebHooks(context, hooks, change(stored), { flow, request, session: visitor });
}

/** One write: the identity as it is stored at that moment is changed, not as it was when the form was read. */
async function store(
  context: Context,
  flow: SettingsFlow,
  visitor: ActiveSession,
  { change, proof, commit }: SettingsChange,
  revise: Revision,
): Promise<ActiveSession> {
  const mayChangeAll = isPrivileged(context, visitor.session);
  try {
    return await context.store.write(() => {
      const stored = context.store.identities.findWithCredentials(visitor.identity.id);
      if (!stored || context.store.sessions.find(visitor.session.id)?.active !== true) {
        throw sessionInactive();
      }
      const revised = revise(change(stored));
      // Every other session is asked for a factor that is set up here, from now on.
      const changed = { ...revised, availableAal: availableAal(context.config(), revised) };
      if (!mayChangeAll && isProtectedChange(stored, changed)) throw new ProofTooOldError();
      context.store.identities.update(changed);
      const identity: Identity = changed.change ? { ...changed, change: "stored" } : changed;
      const active = { ...visitor, identity };
      const raised = proof && extendedSession(active, proof, { keepsToken: flow.type === "api" });
      if (raised && !storeRaisedSession(context, raised)) throw sessionInactive();
      commit?.();
      return raised ?? active;
    });
  } catch (error) {
    if (!(error instanceof IdentityConflictError)) throw error;
    throw new FieldIssuesError([{ node: "", message: duplicateCredentials() }]);
  }
}

/** The flow shows that all went well, over the form of a new flow, which takes the next submission. */
async function showSaved(
  context: Context,
  flow: SettingsFlow,
  request: FlowRequest,
  { identity, session }: ActiveSession,
): Promise<void> {
  const changed: IdentityWithCredentials | undefined = context.store.identities.findWithCredentials(
    identity.id,
  );
  if (!changed) throw sessionInactive();
  const next = await newSettingsFlow(context, request, flow.type, { session, identity: changed }, flow);
  flow.state = "success";
  flow.ui = structuredClone(next.ui);
  flow.internal = next.internal;
  flow.updatedAt = context.now();
  clearMessages(flow.ui);
  addMessage(flow.ui, settingsSaved());
  await context.store.write(() => {
    context.store.flows.insert(next);
    context.store.flows.update(flow);
  });
}
