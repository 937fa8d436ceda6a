// Recovery that an operator begins for somebody, by the admin API: a code or a link to hand over.
import { randomBytes } from "node:crypto";
import type { Context } from "../context.js";
import { insertCode, insertLinkToken, lifespanOf, linkUrl } from "../methods/sending.js";
import { populateForCode } from "../methods/code-recovery.js";
import { submitNode } from "../methods/code-nodes.js";
import { flowPageUrl, type FlowStart } from "./engine.js";
import type { FlowType } from "./flow.js";
import { newRecoveryBase, newRecoveryFlow } from "./recovery.js";
import { methods } from "../methods/registry.js";
import type { Timestamp } from "../time.js";

export interface AdminRecoveryInput {
  identityId: string;
  /** The address of the admin API's request. */
  requestUrl: URL;
  /** As configured for the method unless given. */
  lifespanMs?: number;
}

export interface AdminRecovery {
  recoveryLink: string;
  expiresAt: Timestamp;
}

/** A code, and the page to enter it on. The identity must exist. */
export async function createRecoveryCode(
  context: Context,
  {
    identityId,
    requestUrl,
    lifespanMs = lifespanOf(context, "code"),
    flowType,
  }: AdminRecoveryInput & { flowType: FlowType },
): Promise<AdminRecovery & { recoveryCode: string }> {
  const flow = newRecoveryBase(context, startFor(requestUrl), flowType);
  flow.active = "code";
  flow.state = "sent_email";
  // The page is opened in a browser that has no cookie of this flow.
  flow.skipCsrfCheck = true;
  flow.expiresAt = context.now() + lifespanMs;
  populateForCode(flow);
  flow.ui.nodes.push(submitNode("code"));
  const recoveryCode = await context.store.write(() => {
    context.store.flows.insert(flow);
    return insertCode(context, flow.id, identityId, {}, lifespanMs);
  });
  return { recoveryLink: flowPageUrl(context, flow), recoveryCode, expiresAt: flow.expiresAt };
}

/**
 * A link that signs in and leads to the settings. The identity must exist.
 *
 * @throws ApiError 400 when `return_to` of the request's address is not allowed
 */
export async function createRecoveryLink(
  context: Context,
  { identityId, requestUrl, lifespanMs = lifespanOf(context, "link") }: AdminRecoveryInput,
): Promise<AdminRecovery> {
  const method = methods.find(({ id }) => id === "link");
  const flow = await newRecoveryFlow(context, startFor(requestUrl), "browser", undefined, method);
  flow.expiresAt = context.now() + lifespanMs;
  const token = await context.store.write(() => {
    context.store.flows.insert(flow);
    return insertLinkToken(context, flow.id, identityId, {}, lifespanMs);
  });
  return { recoveryLink: linkUrl(context, "recovery", { flow: flow.id, token }), expiresAt: flow.expiresAt };
}

/** No browser has the secret that such a flow is bound to; the link or code binds it to the one that uses it. */
function startFor(requestUrl: URL): FlowStart {
  return {
    url: requestUrl,
    query: requestUrl.searchParams,
    csrf: { hash: () => randomBytes(32).toString("base64url") },
  };
}
