// What a used code or link leads to: the account's owner signed in, on a settings page that lets them set a password.
import type { Context } from "../context.js";
import { hasHook } from "../hooks/configured.js";
import { runAllWebHooks } from "../hooks/web-hooks.js";
import { identityDisabled, notFound } from "../http/errors.js";
import type { RecoveryResult } from "../methods/method.js";
import { newSession, storeNewSession } from "../sessions/issue.js";
import type { ActiveSession } from "../sessions/session.js";
import { recoverySucceeded } from "../ui/messages.js";
import { completeFlow, flowPageUrl } from "./engine.js";
import type { ContinueWith, RecoveryFlow, SettingsFlow } from "./flow.js";
import { addMessage, clearMessages } from "./nodes.js";
import { newSettingsFlow } from "./new-settings.js";
import type { SubmitOutcome } from "./outcome.js";
import type { FlowRequest } from "./request.js";
import { allowedReturnUrl, withQuery } from "./return-to.js";

type Recovered = Extract<RecoveryResult, { kind: "recovered" }>;

/**
 * One write: of two submissions of the same code, one gets the session.
 *
 * @throws FieldIssuesError when the code or link was used up by another submission
 */
export async function completeRecovery(
  context: Context,
  flow: RecoveryFlow,
  request: FlowRequest,
  { identity: { id }, proof, byLink, commit }: Recovered,
): Promise<SubmitOutcome> {
  const type = byLink ? "browser" : flow.type;
  // The forms of whoever used this browser before are out of reach from here on.
  if (type === "browser") request.csrf.regenerate();
  const identity = context.store.identities.findWithCredentials(id);
  if (!identity) throw notFound();
  if (identity.state !== "active") throw identityDisabled(identity.id);

  const active = newSession(context, identity, [proof], request.client);
  const { hooks } = context.config().selfservice.flows.recovery.after;
  const told: RecoveryFlow = { ...structuredClone(flow), state: "passed_challenge" };
  clearMessages(told.ui);
  await runAllWebHooks(context, hooks, { flow: told, request, identity });
  const settings = await newSettingsFlow(context, request, type, { session: active.session, identity });
  takeOverReturn(context, flow, settings);
  const { privileged_session_max_age } = context.config().selfservice.flows.settings;
  addMessage(settings.ui, recoverySucceeded(context.now() + privileged_session_max_age, context.now()));

  flow.state = "passed_challenge";
  flow.recoveredIdentityId = identity.id;
  clearMessages(flow.ui);
  if (flow.type === "browser") flow.csrfHash = request.csrf.hash();
  await context.store.write(() => {
    commit();
    completeFlow(context, flow);
    storeNewSession(context, active);
    context.store.flows.insert(settings);
    if (hasHook(hooks, "revoke_active_sessions")) {
      context.store.sessions.disableOthers(identity.id, active.session.id);
    }
  });

  const settingsUrl = flowPageUrl(context, settings);
  const shown = context.store.identities.find(identity.id) ?? identity;
  const signedIn: ActiveSession = { ...active, identity: shown };
  if (byLink) return { kind: "recovered", flow, active: signedIn, settingsUrl, answer: "link" };
  if (!context.config().feature_flags.use_continue_with_transitions) {
    return { kind: "recovered", flow, active: signedIn, settingsUrl, answer: "location" };
  }
  // Told in this answer alone: the flow was stored before, and a session's token is never stored.
  flow.continueWith = goOn(flow, active, settings, settingsUrl);
  return { kind: "recovered", flow, active: signedIn, settingsUrl, answer: "flow" };
}

function goOn(
  flow: RecoveryFlow,
  { token }: ActiveSession,
  settings: SettingsFlow,
  url: string,
): ContinueWith[] {
  const show: ContinueWith = { action: "show_settings_ui", flow: { id: settings.id, url } };
  return flow.type === "api" ? [{ action: "set_ory_session_token", ory_session_token: token }, show] : [show];
}

/** The settings lead back to where the recovery was asked to lead. */
function takeOverReturn(context: Context, flow: RecoveryFlow, settings: SettingsFlow): void {
  const config = context.config();
  // v0alpha2 forgot it.
  if (config.legacy.v0alpha2) return;
  const returnTo = flow.returnTo ?? config.selfservice.flows.recovery.after.default_browser_return_url;
  if (returnTo === undefined) return;
  allowedReturnUrl(config, returnTo);
  settings.returnTo = returnTo;
  settings.requestUrl = withQuery(settings.requestUrl, { return_to: returnTo });
}
