// Makes a code or a link for an address and queues the mail that carries it. Everything here runs within a write.
import { randomUUID } from "node:crypto";
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";
import type { RecoveryFlow, VerificationFlow } from "../flows/flow.js";
import { publicUrl, withQuery } from "../flows/return-to.js";
import type { Identity, RecoveryAddress, VerifiableAddress } from "../identities/identity.js";
import { toldIdentityJson } from "../identities/json.js";
import type { JsonObject } from "../json.js";
import type { SentSecret } from "../store/sent-secrets.js";
import { createCode, createLinkToken, digestOf } from "./sent-secrets.js";

export type SendingMethod = "code" | "link";

export function isSendingEnabled(config: Config, method: SendingMethod): boolean {
  return config.selfservice.methods[method].enabled;
}

/** Within a write: the newest code or link is the only one that counts. */
export function sendRecovery(
  context: Context,
  method: SendingMethod,
  flow: RecoveryFlow,
  identity: Identity,
  address: RecoveryAddress,
  requestHeaders: JsonObject,
): void {
  const values = valuesFor(context, method, flow, identity);
  if (method === "code") {
    const code = insertCode(context, flow.id, identity.id, { recoveryAddressId: address.id });
    context.courier.insert({
      type: "recovery_code_valid",
      to: address.value,
      channel: address.via,
      values: { ...values, recovery_code: code },
      requestHeaders,
    });
    return;
  }
  const token = insertLinkToken(context, flow.id, identity.id, { recoveryAddressId: address.id });
  const url = linkUrl(context, "recovery", { flow: flow.id, token });
  context.courier.insert({
    type: "recovery_valid",
    to: address.value,
    values: { ...values, recovery_url: url },
  });
}

/** Within a write. The address is then known to have been written to. */
export function sendVerification(
  context: Context,
  method: SendingMethod,
  flow: VerificationFlow,
  identity: Identity,
  address: VerifiableAddress,
): void {
  const values = valuesFor(context, method, flow, identity);
  if (method === "code") {
    const code = insertCode(context, flow.id, identity.id, { verifiableAddressId: address.id });
    const url = linkUrl(context, "verification", { flow: flow.id, code });
    context.courier.insert({
      type: "verification_code_valid",
      to: address.value,
      channel: address.via,
      values: { ...values, verification_code: code, verification_url: url },
    });
  } else {
    const token = insertLinkToken(context, flow.id, identity.id, { verifiableAddressId: address.id });
    const url = linkUrl(context, "verification", { flow: flow.id, token });
    context.courier.insert({
      type: "verification_valid",
      to: address.value,
      values: { ...values, verification_url: url },
    });
  }
  if (address.verified) return;
  context.store.identities.updateVerifiableAddress({ ...address, status: "sent", updatedAt: context.now() });
}

/** Within a write: tells somebody whose address nobody here has, where the configuration asks for it. */
export function notifyUnknown(
  context: Context,
  method: SendingMethod,
  flow: RecoveryFlow | VerificationFlow,
  address: string,
): void {
  if (!context.config().selfservice.flows[flow.kind].notify_unknown_recipients) return;
  const type = method === "code" ? (`${flow.kind}_code_invalid` as const) : (`${flow.kind}_invalid` as const);
  context.courier.insert({ type, to: address, values: commonValues(flow) });
}

/** What a code or link proves: one address, or, made by the admin API, none. */
type Proves = Partial<Pick<SentSecret, "verifiableAddressId" | "recoveryAddressId">>;

/** Within a write. @param lifespanMs as configured unless given */
export function insertCode(
  context: Context,
  flowId: string,
  identityId: string,
  proves: Proves,
  lifespanMs = lifespanOf(context, "code"),
): string {
  const code = createCode();
  context.store.codes.deleteByFlow(flowId);
  context.store.codes.insert(newSecret(context, flowId, identityId, proves, code, lifespanMs));
  return code;
}

/** Within a write. @param lifespanMs as configured unless given */
export function insertLinkToken(
  context: Context,
  flowId: string,
  identityId: string,
  proves: Proves,
  lifespanMs = lifespanOf(context, "link"),
): string {
  const token = createLinkToken();
  context.store.linkTokens.deleteByFlow(flowId);
  context.store.linkTokens.insert(newSecret(context, flowId, identityId, proves, token, lifespanMs));
  return token;
}

/** The address that a mail or the admin API hands out; it begins where browsers reach the public API. */
export function linkUrl(
  context: Context,
  flow: "recovery" | "verification",
  query: Record<string, string>,
): string {
  return withQuery(publicUrl(context.config(), `/self-service/${flow}`), query);
}

export function lifespanOf(context: Context, method: SendingMethod): number {
  return context.config().selfservice.methods[method].config.lifespan;
}

function newSecret(
  context: Context,
  flowId: string,
  identityId: string,
  proves: Proves,
  value: string,
  lifespanMs: number,
): SentSecret {
  const now = context.now();
  return {
    id: randomUUID(),
    flowId,
    digest: digestOf(context.config(), flowId, value),
    identityId,
    verifiableAddressId: proves.verifiableAddressId ?? null,
    recoveryAddressId: proves.recoveryAddressId ?? null,
    expiresAt: now + lifespanMs,
    createdAt: now,
  };
}

type AnyFlow = RecoveryFlow | VerificationFlow;

function commonValues(flow: AnyFlow): { request_url: string; transient_payload: JsonObject } {
  return { request_url: flow.requestUrl, transient_payload: flow.transientPayload ?? {} };
}

function valuesFor(context: Context, method: SendingMethod, flow: AnyFlow, identity: Identity) {
  return {
    ...commonValues(flow),
    identity: toldIdentityJson(context.config(), identity),
    expires_in_minutes: Math.floor(lifespanOf(context, method) / 60_000),
  };
}
