// What a valid sign-up leads to: an identity, stored once, the mail that verifies its address, a session, and the way on.
import { randomUUID } from "node:crypto";
import type { Context } from "../context.js";
import { configuredReturnUrls, hasHook, hooksAfter, ownHooks } from "../hooks/configured.js";
import { shownVerification } from "../hooks/login.js";
import { flowAsBefore } from "../hooks/web-hook.js";
import { askWebHooks, runTellingHooks } from "../hooks/web-hooks.js";
import { identityDisabled } from "../http/errors.js";
import { conflictIssue } from "../identities/conflict.js";
import { applyDerived } from "../identities/derive.js";
import type { Credential, IdentityWithCredentials } from "../identities/identity.js";
import { traitIssues } from "../identities/trait-messages.js";
import type { MethodId, NewCredential, RegistrationResult } from "../methods/method.js";
import { availableAal } from "../sessions/assurance.js";
import { newSession, storeNewSession } from "../sessions/issue.js";
import type { ActiveSession } from "../sessions/session.js";
import { IdentityConflictError } from "../store/identities.js";
import type { Timestamp } from "../time.js";
import { completeFlow } from "./engine.js";
import { schemaOf } from "./entry.js";
import type { ContinueWith, RegistrationFlow } from "./flow.js";
import { FieldIssuesError, type FieldIssue, type SubmitOutcome } from "./outcome.js";
import { tellOAuth2 } from "./login-success.js";
import type { FlowRequest } from "./request.js";
import { returnUrl } from "./return-to.js";
import { verificationHook } from "./verification-hook.js";

export type Registers = Extract<RegistrationResult, { kind: "registers" }>;

/** An identifier or address of the new identity belongs to somebody else. */
export class IdentityTakenError extends FieldIssuesError {
  readonly identity: IdentityWithCredentials;

  constructor(issues: FieldIssue[], identity: IdentityWithCredentials) {
    super(issues);
    this.name = "IdentityTakenError";
    this.identity = identity;
  }
}

/** @throws FieldIssuesError when an identifier or address belongs to somebody else, or the traits are not valid */
export async function completeRegistration(
  context: Context,
  flow: RegistrationFlow,
  request: FlowRequest,
  result: Registers,
  method: MethodId,
): Promise<SubmitOutcome> {
  const config = context.config();
  const { after } = config.selfservice.flows.registration;
  const returnTo = returnUrl(config, flow.returnTo, ...configuredReturnUrls(after, method));
  const planned = newIdentity(context, flow, result);
  const told = flowAsBefore(context, flow);
  const revise = await askWebHooks(context, ownHooks(after, method), planned, {
    flow: told,
    request,
    isNew: "identity",
  });
  // As in Kratos, what is refused from here on is shown without what was typed.
  flow.ui.nodes = structuredClone(told.ui.nodes);
  const identity = revise(planned);
  const active = newSession(context, identity, [result.proof], request.client);
  await store(context, flow, identity, active, result);

  // A web hook may have wanted an account that nobody can sign in to yet.
  if (identity.state !== "active") throw identityDisabled(identity.id);
  const hooks = hooksAfter(after, method);
  const isVerified = config.selfservice.flows.verification.enabled;
  const items = isVerified
    ? await verificationHook(context, { identity, after: flow, request, session: active.session })
    : [];
  await runTellingHooks(context, hooks, {
    flow: told,
    request,
    identity: context.store.identities.find(identity.id) ?? identity,
  });
  const shown = shownVerification(context, hooks, items, request);
  const isSignedIn = hasHook(hooks, "session");
  const isScript = flow.type === "browser" && request.prefersJson;
  // A script is told of it by the session hook alone; a verification that is shown comes first, and then tells itself.
  const isAccepted = isScript ? isSignedIn && shown.continueWith.length === 0 : shown.pageUrl === undefined;
  const accepted = isAccepted ? await tellOAuth2(context, flow, active) : undefined;
  if (accepted?.kind === "failed") return isSignedIn ? accepted : { ...accepted, active: undefined };
  const continueWith: ContinueWith[] = [];
  if (isScript && !accepted) {
    continueWith.push({ action: "redirect_browser_to", redirect_browser_to: returnTo });
  }
  continueWith.push(...shown.continueWith);
  if (flow.type === "api" && isSignedIn) {
    continueWith.push({ action: "set_ory_session_token", ory_session_token: active.token });
  }
  if (isScript && accepted) {
    continueWith.push({ action: "redirect_browser_to", redirect_browser_to: accepted.to });
  }
  // The mail that was sent has changed the address' status.
  const stored = context.store.identities.find(identity.id) ?? identity;
  return {
    kind: "registered",
    flow,
    identity: stored,
    [isSignedIn ? "active" : "unheld"]: { ...active, identity: stored },
    returnTo: shown.pageUrl ?? accepted?.to ?? returnTo,
    continueWith,
  };
}

/** One write: of two sign-ups at once with the same identifier, one is refused. */
async function store(
  context: Context,
  flow: RegistrationFlow,
  identity: IdentityWithCredentials,
  active: ActiveSession,
  result: Registers,
): Promise<void> {
  try {
    await context.store.write(() => {
      context.store.identities.insert(identity);
      completeFlow(context, flow);
      // As in Kratos there is a session even where nobody gets its token: the verification belongs to it.
      if (identity.state === "active") storeNewSession(context, active);
      result.commit?.(identity);
    });
  } catch (error) {
    if (error instanceof IdentityConflictError) {
      throw new IdentityTakenError([conflictIssue(context, identity)], identity);
    }
    throw error;
  }
}

function newIdentity(context: Context, flow: RegistrationFlow, result: Registers): IdentityWithCredentials {
  const now = context.now();
  const schema = schemaOf(context, flow);
  const validated = schema.validate(result.traits);
  if (validated.kind === "invalid") throw new FieldIssuesError(traitIssues(validated.problems));
  const blank: IdentityWithCredentials = {
    id: randomUUID(),
    schemaId: schema.id,
    state: "active",
    stateChangedAt: now,
    traits: result.traits,
    metadataPublic: result.metadataPublic ?? null,
    metadataAdmin: result.metadataAdmin ?? null,
    externalId: null,
    organizationId: null,
    availableAal: "aal0",
    verifiableAddresses: [],
    recoveryAddresses: [],
    credentials: {},
    createdAt: now,
    updatedAt: now,
  };
  const derived = applyDerived(blank, validated.derived, now);
  const credentials = { ...derived.credentials };
  for (const credential of result.credentials) {
    credentials[credential.type] = withConfig(credentials[credential.type], credential, now);
  }
  const identity = {
    ...derived,
    credentials,
    verifiableAddresses: derived.verifiableAddresses.map((address) =>
      result.verified?.some(({ value, via }) => value === address.value && via === address.via)
        ? { ...address, verified: true, verifiedAt: now, status: "completed" as const }
        : address,
    ),
  };
  return { ...identity, availableAal: availableAal(context.config(), identity) };
}

function withConfig(existing: Credential | undefined, added: NewCredential, now: Timestamp): Credential {
  return {
    type: added.type,
    identifiers: added.identifiers ?? existing?.identifiers ?? [],
    config: added.config,
    version: added.version ?? existing?.version ?? 0,
    createdAt: now,
    updatedAt: now,
  };
}
