// Makes codes for sign-in and sign-up, and queues the messages that carry them. Everything here runs within a write.
import { randomUUID } from "node:crypto";
import type { Context } from "../context.js";
import type { LoginFlow, RegistrationFlow } from "../flows/flow.js";
import type { CodeAddress } from "../identities/extension.js";
import type { Identity } from "../identities/identity.js";
import { publicIdentityJson } from "../identities/json.js";
import type { JsonObject } from "../json.js";
import type { EntryCode } from "../store/entry-codes.js";
import { proveAddress } from "./prove-address.js";
import { lifespanOf } from "./sending.js";
import { createCode, digestOf } from "./sent-secrets.js";

/** The newest code is the only one that counts. */
export function sendLoginCode(
  context: Context,
  flow: LoginFlow,
  identity: Identity,
  { channel, address }: CodeAddress,
  requestHeaders: JsonObject,
): void {
  context.store.entryCodes.deleteByFlow(flow.id);
  const code = insertCode(context, flow.id, identity.id, { channel, address });
  context.courier.insert({
    type: "login_code_valid",
    to: address,
    channel,
    values: {
      ...commonValues(context, flow),
      identity: publicIdentityJson(context.config(), identity),
      login_code: code,
    },
    requestHeaders,
  });
}

/** Each address gets a code of its own, so that the code tells which address it proves. */
export function sendRegistrationCodes(
  context: Context,
  flow: RegistrationFlow,
  traits: JsonObject,
  addresses: CodeAddress[],
  requestHeaders: JsonObject,
): void {
  context.store.entryCodes.deleteByFlow(flow.id);
  for (const { channel, address } of addresses) {
    const code = insertCode(context, flow.id, null, { channel, address });
    context.courier.insert({
      type: "registration_code_valid",
      to: address,
      channel,
      values: { ...commonValues(context, flow), traits, registration_code: code },
      requestHeaders,
    });
  }
}

/** Marks the address that a used code was sent to as its owner's. */
export function proveCodeAddress(
  context: Context,
  identityId: string,
  { channel, address }: EntryCode,
): void {
  const identity = context.store.identities.find(identityId);
  for (const known of identity?.verifiableAddresses ?? []) {
    if (!known.verified && known.value === address && known.via === channel) proveAddress(context, known);
  }
}

function insertCode(
  context: Context,
  flowId: string,
  identityId: string | null,
  { channel, address }: CodeAddress,
): string {
  const code = createCode();
  const now = context.now();
  context.store.entryCodes.insert({
    id: randomUUID(),
    flowId,
    digest: digestOf(context.config(), flowId, code),
    identityId,
    channel,
    address,
    expiresAt: now + lifespanOf(context, "code"),
    createdAt: now,
  });
  return code;
}

function commonValues(context: Context, flow: LoginFlow | RegistrationFlow) {
  return {
    request_url: flow.requestUrl,
    transient_payload: flow.transientPayload ?? {},
    expires_in_minutes: Math.floor(lifespanOf(context, "code") / 60_000),
  };
}
