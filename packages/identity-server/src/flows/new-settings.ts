// A new settings flow with its form: for whoever wants to change something, after a change, and after a recovery.
import type { Context } from "../context.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { runBeforeHooks } from "../hooks/web-hooks.js";
import type { Method, MethodId } from "../methods/method.js";
import { methods } from "../methods/registry.js";
import type { Session } from "../sessions/session.js";
import { settingsOrder, sortNodes, type NodeOrder } from "../ui/sort.js";
import { newFlowBase } from "./engine.js";
import type { FlowType, SettingsFlow } from "./flow.js";
import type { FlowRequest } from "./request.js";

/** Whose settings these are, and by which session. */
export interface SettingsOwner {
  identity: IdentityWithCredentials;
  session: Session;
}

/**
 * Not stored yet.
 *
 * @param previous the flow whose place it takes: its request and address of return are kept
 */
export async function newSettingsFlow(
  context: Context,
  request: FlowRequest,
  type: FlowType,
  owner: SettingsOwner,
  previous?: SettingsFlow,
): Promise<SettingsFlow> {
  const { identity } = owner;
  const flow: SettingsFlow = {
    ...newFlowBase(context, "settings", type, request, previous),
    kind: "settings",
    state: "show_form",
    identityId: identity.id,
    continueWith: [],
  };
  await runBeforeHooks(context, "settings", { flow, request, session: owner });
  for (const method of enabledMethods(context)) {
    await method.settings?.populate(context, flow, identity, request);
  }
  flow.ui.nodes = sortNodes(flow.ui.nodes, orderFor(context, identity));
  return flow;
}

/** The order of the form's nodes: by the identity's own schema. */
export function orderFor(context: Context, identity: IdentityWithCredentials): NodeOrder {
  return settingsOrder(context.schemas.find(identity.schemaId)?.keysInOrder ?? []);
}

export function settingsMethodIds(context: Context): MethodId[] {
  return enabledMethods(context).flatMap((method) => (method.settings ? [method.id] : []));
}

function enabledMethods(context: Context): Method[] {
  return methods.filter((method) => method.isEnabled(context.config()));
}
