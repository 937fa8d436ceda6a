// Somebody asks for a code or link to an address. The answer is the same whether the address is known or not, and so is
// its time: what was asked for is written down with it, and looked into once it is out.
import { randomUUID } from "node:crypto";
import type { Context } from "../context.js";
import type { LoginFlow, RecoveryFlow, VerificationFlow } from "../flows/flow.js";
import type { FlowRequest } from "../flows/request.js";
import { channelOf, normaliseAddress } from "../identities/normalise.js";
import type { JsonObject } from "../json.js";
import { allowedHeaders } from "../outgoing/allowed-headers.js";
import type { MailRequest } from "../store/mail-requests.js";
import { findCodeRecipient } from "./code-addresses.js";
import { sendLoginCode } from "./entry-codes.js";
import { notifyUnknown, sendRecovery, sendVerification, type SendingMethod } from "./sending.js";

export interface AskedMail {
  method: SendingMethod;
  /** As it was typed. */
  address: string;
  transientPayload: JsonObject | undefined;
}

/**
 * Takes the wish down, within the limits on mails.
 *
 * @returns to be run within the write that stores the flow; codes and links of the flow are void from then on
 * @throws ApiError 429 when there were too many mails to this address or for this client
 */
export function askForMail(
  context: Context,
  flow: RecoveryFlow | VerificationFlow | LoginFlow,
  request: FlowRequest,
  { method, address, transientPayload }: AskedMail,
): () => void {
  const { store } = context;
  const recipient = normaliseAddress(address);
  countMails(context, request, [recipient]);
  const asked: MailRequest = {
    id: randomUUID(),
    flowId: flow.id,
    flowKind: flow.kind,
    method,
    address: recipient,
    transientPayload: transientPayload ?? {},
    requestHeaders: allowedHeaders(context.config(), request),
    createdAt: context.now(),
  };
  context.courier.defer(() => lookInto(context, asked.id));
  return () => {
    store.codes.deleteByFlow(flow.id);
    store.linkTokens.deleteByFlow(flow.id);
    store.entryCodes.deleteByFlow(flow.id);
    store.mailRequests.deleteByFlow(flow.id);
    store.mailRequests.insert(asked);
  };
}

/**
 * Counts messages that are about to be sent.
 *
 * @param recipients normalised
 * @throws ApiError 429 when there were too many to one of these addresses or for this client; then none is counted
 */
export function countMails({ limits }: Context, { client }: FlowRequest, recipients: string[]): void {
  for (const recipient of recipients) limits.assert("mail-address", recipient);
  limits.assert("mail-client", client.ipAddress);
  for (const recipient of recipients) {
    limits.count("mail-address", recipient);
    limits.count("mail-client", client.ipAddress);
  }
}

/** Looks into what an earlier process had no time for. */
export async function resumeMailRequests(context: Context): Promise<void> {
  for (const { id } of context.store.mailRequests.listAll()) await lookInto(context, id);
}

async function lookInto(context: Context, id: string): Promise<void> {
  await context.store.write(() => {
    const asked = context.store.mailRequests.find(id);
    // Another process may have been faster, or the flow asked again.
    if (!asked || !context.store.mailRequests.delete(id)) return;
    switch (asked.flowKind) {
      case "recovery":
        recover(context, asked);
        return;
      case "verification":
        verify(context, asked);
        return;
      case "login":
        signIn(context, asked);
        return;
    }
  });
}

function recover(context: Context, asked: MailRequest): void {
  const flow = context.store.flows.find("recovery", asked.flowId);
  if (!flow) return;
  const { method, address } = asked;
  const withPayload = { ...flow, transientPayload: asked.transientPayload };
  const channel = channelOf(address);
  const identity = context.store.identities.findByRecoveryAddress(channel, address);
  const known = identity?.recoveryAddresses.find(({ via, value }) => via === channel && value === address);
  if (identity && known) sendRecovery(context, method, withPayload, identity, known, asked.requestHeaders);
  // A message to a phone costs money: strangers get none.
  else if (channel === "email") notifyUnknown(context, method, withPayload, address);
}

/** Nobody is told that an account is not theirs: for an unknown identifier there is just no message. */
function signIn(context: Context, asked: MailRequest): void {
  const flow = context.store.flows.find("login", asked.flowId);
  const recipient = findCodeRecipient(context, asked.address);
  if (!flow || !recipient) return;
  const withPayload = { ...flow, transientPayload: asked.transientPayload };
  sendLoginCode(context, withPayload, recipient.identity, recipient.address, asked.requestHeaders);
}

function verify(context: Context, asked: MailRequest): void {
  const flow = context.store.flows.find("verification", asked.flowId);
  if (!flow) return;
  const { method, address } = asked;
  const withPayload = { ...flow, transientPayload: asked.transientPayload };
  const channel = channelOf(address);
  const identity = context.store.identities.findByVerifiableAddress(channel, address);
  const known = identity?.verifiableAddresses.find(({ via, value }) => via === channel && value === address);
  if (identity && known) sendVerification(context, method, withPayload, identity, known);
  else if (channel === "email") notifyUnknown(context, method, withPayload, address);
}
