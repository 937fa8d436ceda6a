// Somebody asks for a code or link to an address. The answer is the same whether the address is known or not, and so is
// its time: what was asked for is written down with it, and looked into once it is out.
import { randomUUID } from "node:crypto";
import type { Context } from "../context.js";
import type { RecoveryFlow, VerificationFlow } from "../flows/flow.js";
import type { FlowRequest } from "../flows/request.js";
import { normaliseEmail } from "../identities/normalise.js";
import type { JsonObject } from "../json.js";
import type { MailRequest } from "../store/mail-requests.js";
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
  flow: RecoveryFlow | VerificationFlow,
  request: FlowRequest,
  { method, address, transientPayload }: AskedMail,
): () => void {
  const { limits, store } = context;
  const recipient = normaliseEmail(address);
  const { ipAddress } = request.client;
  limits.assert("mail-address", recipient);
  limits.assert("mail-client", ipAddress);
  limits.count("mail-address", recipient);
  limits.count("mail-client", ipAddress);
  const asked: MailRequest = {
    id: randomUUID(),
    flowId: flow.id,
    flowKind: flow.kind,
    method,
    address: recipient,
    transientPayload: transientPayload ?? {},
    createdAt: context.now(),
  };
  context.courier.defer(() => lookInto(context, asked.id));
  return () => {
    store.codes.deleteByFlow(flow.id);
    store.linkTokens.deleteByFlow(flow.id);
    store.mailRequests.deleteByFlow(flow.id);
    store.mailRequests.insert(asked);
  };
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
    if (asked.flowKind === "recovery") recover(context, asked);
    else verify(context, asked);
  });
}

function recover(context: Context, asked: MailRequest): void {
  const flow = context.store.flows.find("recovery", asked.flowId);
  if (!flow) return;
  const { method, address } = asked;
  const withPayload = { ...flow, transientPayload: asked.transientPayload };
  const identity = context.store.identities.findByRecoveryAddress("email", address);
  const known = identity?.recoveryAddresses.find(({ via, value }) => via === "email" && value === address);
  if (identity && known) sendRecovery(context, method, withPayload, identity, known);
  else notifyUnknown(context, method, withPayload, address);
}

function verify(context: Context, asked: MailRequest): void {
  const flow = context.store.flows.find("verification", asked.flowId);
  if (!flow) return;
  const { method, address } = asked;
  const withPayload = { ...flow, transientPayload: asked.transientPayload };
  const identity = context.store.identities.findByVerifiableAddress("email", address);
  const known = identity?.verifiableAddresses.find(({ via, value }) => via === "email" && value === address);
  if (identity && known) sendVerification(context, method, withPayload, identity, known);
  else notifyUnknown(context, method, withPayload, address);
}
