// Changes that need a sign-in from not long ago, and what becomes of them until it has been repeated: they are paused,
// encrypted, for fifteen minutes, and go on when the same person comes back with the same browser.
import { randomUUID } from "node:crypto";
import type { Context } from "../context.js";
import { seal, unseal } from "../http/seal.js";
import type { Credentials, IdentityWithCredentials } from "../identities/identity.js";
import { isJsonObject, type JsonObject } from "../json.js";
import type { MethodId } from "../methods/method.js";
import type { ActiveSession, Session } from "../sessions/session.js";
import type { SettingsFlow } from "./flow.js";
import type { FlowRequest, Submission } from "./request.js";
import { publicUrl, withQuery } from "./return-to.js";

const PAUSE_LIFESPAN_MS = 15 * 60 * 1000;
const PURPOSE = "paused settings";
/** A paused form may be as large as a posted one. */
const MAX_SEALED_LENGTH = 4 * 1024 * 1024;

/** Thrown within a write when a change turns out to need a newer sign-in. */
export class ProofTooOldError extends Error {
  constructor() {
    super("The change needs a newer sign-in.");
    this.name = "ProofTooOldError";
  }
}

export function isPrivileged(context: Context, session: Session): boolean {
  const { privileged_session_max_age: maxAge } = context.config().selfservice.flows.settings;
  return session.authenticatedAt + maxAge > context.now();
}

/**
 * Whether a change touches how the person signs in or is reached. Recovery addresses count as well: whoever holds an
 * unattended browser must not be able to take the account over by them.
 */
export function isProtectedChange(before: IdentityWithCredentials, after: IdentityWithCredentials): boolean {
  return (
    fingerprint(before.credentials) !== fingerprint(after.credentials) ||
    addresses(before) !== addresses(after)
  );
}

/** Where the sign-in is repeated; it leads back to the submission. */
export function reauthenticationUrl(context: Context, flow: SettingsFlow): string {
  const config = context.config();
  return withQuery(publicUrl(config, "/self-service/login/browser"), {
    refresh: "true",
    return_to: withQuery(publicUrl(config, "/self-service/settings"), { flow: flow.id }),
  });
}

/** Keeps a submission until its sender has signed in again. A native client that keeps no cookies sends it once more. */
export async function pause(
  context: Context,
  flow: SettingsFlow,
  method: MethodId,
  submission: Submission,
  visitor: ActiveSession,
): Promise<void> {
  // As in Kratos, which has no other change of theirs wait.
  if (flow.type === "api" && method !== "profile") return;
  const { request, body, isForm } = submission;
  const container = {
    id: randomUUID(),
    name: containerName(method),
    identityId: visitor.identity.id,
    payload: { sealed: sealPayload(context, { flowId: flow.id, body, isForm }) },
    expiresAt: context.now() + PAUSE_LIFESPAN_MS,
  };
  await context.store.write(() => {
    context.store.continuity.insert(container);
  });
  request.continuity.set(container.name, container.id);
}

/**
 * Takes up the submission that this visitor paused for this flow; there is none a second time.
 *
 * @returns undefined when there is nothing to go on with, or the sign-in is still too old
 */
export async function resume(
  context: Context,
  flow: SettingsFlow,
  methods: readonly MethodId[],
  request: FlowRequest,
  visitor: ActiveSession,
): Promise<Submission | undefined> {
  if (!isPrivileged(context, visitor.session)) return undefined;
  for (const method of methods) {
    const name = containerName(method);
    const id = request.continuity.get(name);
    const container = id === undefined ? undefined : context.store.continuity.find(id);
    if (!container || container.name !== name || container.identityId !== visitor.identity.id) continue;
    const payload = openPayload(context, container.payload.sealed);
    if (container.expiresAt <= context.now() || payload?.flowId !== flow.id) continue;
    request.continuity.remove(name);
    const isFirst = await context.store.write(() => context.store.continuity.delete(container.id));
    if (isFirst) return resumedSubmission(request, method, payload);
  }
  return undefined;
}

/** A new flow begins with nothing paused. */
export function forgetPaused(request: FlowRequest, methods: readonly MethodId[]): void {
  for (const method of methods) {
    if (request.continuity.get(containerName(method)) !== undefined) {
      request.continuity.remove(containerName(method));
    }
  }
}

interface PausedPayload {
  flowId: string;
  body: JsonObject;
  isForm: boolean;
}

function containerName(method: MethodId): string {
  return `ory_kratos_settings_${method}`;
}

function resumedSubmission(request: FlowRequest, method: MethodId, payload: PausedPayload): Submission {
  return {
    request,
    body: payload.body,
    isForm: payload.isForm,
    method,
    // The form's token was checked before the pause; what is left to check is that the browser is the same.
    assertTrusted: (flow) => {
      if (!request.csrf.owns(flow.csrfHash)) throw request.csrf.violation();
    },
  };
}

function sealPayload(context: Context, { flowId, body, isForm }: PausedPayload): string {
  return seal(JSON.stringify({ flowId, body, isForm }), PURPOSE, context.config().secrets.default);
}

function openPayload(context: Context, sealed: unknown): PausedPayload | undefined {
  if (typeof sealed !== "string") return undefined;
  const text = unseal(sealed, PURPOSE, context.config().secrets.default, MAX_SEALED_LENGTH);
  const payload: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isJsonObject(payload) || !isJsonObject(payload.body) || typeof payload.flowId !== "string") {
    return undefined;
  }
  return { flowId: payload.flowId, body: payload.body, isForm: payload.isForm === true };
}

function fingerprint(credentials: Credentials): string {
  return JSON.stringify(
    Object.values(credentials)
      .map(({ type, identifiers, config }) => [type, [...identifiers].sort(), config])
      .sort(),
  );
}

function addresses(identity: IdentityWithCredentials): string {
  return JSON.stringify([
    identity.verifiableAddresses.map(({ id, value, via }) => [id, value, via]),
    identity.recoveryAddresses.map(({ id, value, via }) => [id, value, via]),
  ]);
}
