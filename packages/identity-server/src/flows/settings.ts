// Changing one's own account: how it starts, is fetched, and how a submission is taken. What a change leads to is in
// settings-success.ts.
import type { Context } from "../context.js";
import type { ApiError } from "../http/error.js";
import {
  notFound,
  sessionAal2Required,
  sessionInactive,
  sessionRefreshRequired,
  unauthorized,
} from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import type { MethodId, SettingsResult } from "../methods/method.js";
import { methods } from "../methods/registry.js";
import { satisfies, secondFactorUrl } from "../sessions/assurance.js";
import type { ActiveSession } from "../sessions/session.js";
import { settingsFlowExpired, settingsNoMethod } from "../ui/messages.js";
import {
  assertNotExpired,
  createFlow,
  flowPageUrl,
  refuse,
  runSubmission,
  saveFlow,
  type FlowDefinition,
  type SubmissionRules,
} from "./engine.js";
import type { FlowType, SettingsFlow, ShownFlow } from "./flow.js";
import { newSettingsFlow, orderFor, settingsMethodIds } from "./new-settings.js";
import type { StartOutcome, SubmitOutcome } from "./outcome.js";
import {
  forgetPaused,
  isPrivileged,
  pause,
  ProofTooOldError,
  reauthenticationUrl,
  resume,
} from "./privilege.js";
import type { FlowRequest, Submission } from "./request.js";
import { publicUrl, withQuery } from "./return-to.js";
import { identityMismatch, noSessionToChange } from "./settings-errors.js";
import { completeSettings } from "./settings-success.js";

export const settings: FlowDefinition = { kind: "settings", start, fetch, submit };

async function start(context: Context, request: FlowRequest, type: FlowType): Promise<StartOutcome> {
  const visitor = request.session();
  const isRedirected = type === "browser" && !request.prefersJson;
  if (!visitor) {
    if (!isRedirected) throw type === "api" ? sessionInactive() : noSessionToChange();
    return { kind: "elsewhere", to: loginUrl(context, request), status: 303 };
  }
  if (!isFarEnough(context, visitor)) {
    const hasReturnTo = type === "browser" && (request.query.get("return_to") ?? "") !== "";
    const to = secondFactorUrl(context.config(), hasReturnTo ? request.url.href : null);
    if (!isRedirected) throw sessionAal2Required(to);
    return { kind: "elsewhere", to, status: 303 };
  }
  const flow = await newSettingsFlow(context, request, type, {
    session: visitor.session,
    identity: identityOf(context, visitor),
  });
  forgetPaused(request, settingsMethodIds(context));
  await createFlow(context, flow);
  return { kind: "started", flow };
}

function fetch(context: Context, request: FlowRequest): ShownFlow<"settings"> {
  const visitor = request.session();
  if (!visitor) throw signInFirst();
  const id = request.query.get("id") ?? "";
  const flow = context.store.flows.findToShow("settings", id);
  if (!flow) throw notFound();
  if (flow.identityId !== visitor.identity.id) throw identityMismatch();
  if (!isFarEnough(context, visitor)) {
    throw sessionAal2Required(secondFactorUrl(context.config(), flowPageUrl(context, flow)));
  }
  assertNotExpired(context, "settings", flow);
  return flow;
}

async function submit(context: Context, submission: Submission): Promise<SubmitOutcome> {
  const { request } = submission;
  const visitor = request.session();
  if (!visitor) {
    if (request.prefersJson) throw signInFirst();
    return { kind: "redirect", to: context.config().selfservice.flows.login.ui_url, status: 302 };
  }
  const rules: SubmissionRules<"settings"> = settingsRules(context, request, visitor, (flow) =>
    request.method === "POST"
      ? handle(context, rules, flow, submission, visitor)
      : goOn(context, rules, flow, request, visitor),
  );
  return runSubmission(context, submission, rules);
}

/** How settings take what is sent to them. @param work what is done with it */
export function settingsRules(
  context: Context,
  request: FlowRequest,
  visitor: ActiveSession,
  work: SubmissionRules<"settings">["handle"],
): SubmissionRules<"settings"> {
  const identity = identityOf(context, visitor);
  return {
    kind: "settings",
    admit: (flow) => admit(context, flow, request, visitor),
    renew: (flow) =>
      newSettingsFlow(context, request, flow.type, { session: visitor.session, identity }, flow),
    expiredMessage: settingsFlowExpired,
    replacedKind: "replaced",
    order: orderFor(context, identity),
    handle: work,
  };
}

function admit(
  context: Context,
  flow: SettingsFlow,
  request: FlowRequest,
  visitor: ActiveSession,
): SubmitOutcome | undefined {
  if (flow.identityId !== visitor.identity.id) throw identityMismatch();
  if (isFarEnough(context, visitor)) return undefined;
  const to = secondFactorUrl(context.config(), request.url.href);
  if (flow.type === "api" || request.prefersJson) throw sessionAal2Required(to);
  return { kind: "redirect", to, status: 303 };
}

/** A browser that comes back from signing in again: what it paused is done now. Otherwise a GET changes nothing. */
async function goOn(
  context: Context,
  rules: SubmissionRules<"settings">,
  flow: SettingsFlow,
  request: FlowRequest,
  visitor: ActiveSession,
): Promise<SubmitOutcome> {
  const isResumable = request.method === "GET" && flow.type === "browser" && !request.prefersJson;
  const paused = isResumable
    ? await resume(context, flow, settingsMethodIds(context), request, visitor)
    : undefined;
  if (paused) return handle(context, rules, flow, paused, visitor);
  return { kind: "redirect", to: flowPageUrl(context, flow), status: 303 };
}

async function handle(
  context: Context,
  rules: SubmissionRules<"settings">,
  flow: SettingsFlow,
  submission: Submission,
  visitor: ActiveSession,
): Promise<SubmitOutcome> {
  const identity = identityOf(context, visitor);
  for (const method of methods) {
    const result = await method.settings?.submit(context, flow, submission, visitor, identity);
    if (!result || result.kind === "not-responsible") continue;
    switch (result.kind) {
      case "invalid":
        return refuse(context, rules, flow, result.issues);
      case "continue":
        await saveFlow(context, flow);
        return { kind: "continue", flow };
      case "redirect":
        await saveFlow(context, flow);
        return { kind: "redirect", to: result.to };
      case "changes":
        return applyChanges(context, rules, flow, submission, visitor, method.id, result);
    }
  }
  return refuse(context, rules, flow, [{ node: "", message: settingsNoMethod() }]);
}

export type Changes = Extract<SettingsResult, { kind: "changes" }>;

/** Does what a method has found to be asked for, if the session is proved lately enough; else it is put off. */
export async function applyChanges(
  context: Context,
  rules: SubmissionRules<"settings">,
  flow: SettingsFlow,
  submission: Submission,
  visitor: ActiveSession,
  method: MethodId,
  changes: Changes,
): Promise<SubmitOutcome> {
  try {
    if (changes.isPrivileged && !isPrivileged(context, visitor.session)) throw new ProofTooOldError();
    const prepared = await changes.prepare();
    if (prepared.kind === "invalid") return await refuse(context, rules, flow, prepared.issues);
    if (prepared.kind === "continue") {
      await saveFlow(context, flow, prepared.commit);
      return { kind: "continue", flow };
    }
    if (prepared.kind === "redirect") {
      await saveFlow(context, flow);
      return { kind: "redirect", to: prepared.to };
    }
    return await completeSettings(context, flow, submission.request, visitor, {
      method,
      change: prepared.change,
      ...(changes.proof && { proof: changes.proof }),
      ...(changes.commit && { commit: changes.commit }),
    });
  } catch (error) {
    if (!(error instanceof ProofTooOldError)) throw error;
    await pause(context, flow, method, submission, visitor);
    const to = reauthenticationUrl(context, flow);
    if (flow.type === "api" || submission.request.prefersJson) throw sessionRefreshRequired(to);
    return { kind: "redirect", to, status: 303 };
  }
}

function isFarEnough(context: Context, visitor: ActiveSession): boolean {
  return satisfies(visitor, context.config().selfservice.flows.settings.required_aal);
}

/** The visitor's identity as it is stored now, with its credentials. */
function identityOf(context: Context, visitor: ActiveSession): IdentityWithCredentials {
  const identity = context.store.identities.findWithCredentials(visitor.identity.id);
  if (!identity) throw sessionInactive();
  return identity;
}

/** The sign-in takes `return_to` along. */
function loginUrl(context: Context, request: FlowRequest): string {
  const url = publicUrl(context.config(), "/self-service/login/browser");
  const returnTo = request.query.get("return_to") ?? "";
  return returnTo === "" ? url : withQuery(url, { return_to: returnTo });
}

function signInFirst(): ApiError {
  return unauthorized("The request carried no valid session cookie or session token.");
}
