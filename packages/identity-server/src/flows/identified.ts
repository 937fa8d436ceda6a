// Sign-in once somebody said who they are: what the account has, or the one thing that it has at once.
import type { Context } from "../context.js";
import { findByTypedIdentifier } from "../identities/find-by-typed.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import type { Commit, LoginStep, Method } from "../methods/method.js";
import { methods } from "../methods/registry.js";
import { accountNotFound } from "../ui/messages.js";
import type { UiNode } from "../ui/node.js";
import { saveFlow } from "./engine.js";
import type { LoginFlow } from "./flow.js";
import { clearMessages, removeNodes } from "./nodes.js";
import type { FieldIssue, SubmitOutcome } from "./outcome.js";
import type { FlowRequest } from "./request.js";

/** @returns issues when the account is unknown, or has nothing to sign in with, and that may be told */
export async function showIdentified(
  context: Context,
  flow: LoginFlow,
  request: FlowRequest,
  identifier: string,
): Promise<SubmitOutcome | FieldIssue[]> {
  const isTold = !context.config().security.account_enumeration.mitigate;
  // Where accounts are not to be told apart, nothing is shown of any.
  const identity = isTold ? await findByTypedIdentifier(context, identifier) : undefined;
  const step: LoginStep = { kind: "identified", identifier, identity };
  clearMessages(flow.ui);
  flow.state = "choose_method";
  removeNodes(flow.ui, isOfCredentials);
  for (const method of methods) {
    if (method.isEnabled(context.config())) await method.login?.populate(context, flow, step, request);
  }
  if (isTold && !flow.ui.nodes.some(isWayOn)) return [{ node: "identifier", message: accountNotFound() }];

  const commit = await goAhead(context, flow, step, request);
  if (!commit) {
    removeNodes(flow.ui, isOwnButton);
    for (const node of flow.ui.nodes) {
      if (node.type === "input" && node.attributes.name === "identifier") node.attributes.type = "hidden";
    }
    flow.active = "identifier_first";
  }
  await saveFlow(context, flow, commit);
  return { kind: "continue", flow };
}

/**
 * Where one method is the only way on and needs nothing but to begin, it begins unasked: a code is sent.
 *
 * @returns to be run within the write that stores the flow
 */
export async function goAhead(
  context: Context,
  flow: LoginFlow,
  step: LoginStep,
  request: FlowRequest,
): Promise<Commit | undefined> {
  for (const method of methods) {
    if (!method.login?.goAhead || !method.isEnabled(context.config())) continue;
    if (hasOtherWays(context, method, step)) continue;
    const commit = await method.login.goAhead(context, flow, step, request);
    if (commit) return commit;
  }
  return undefined;
}

function hasOtherWays(context: Context, method: Method, step: LoginStep): boolean {
  const config = context.config();
  const others = methods.filter((other) => other.id !== method.id && other.isEnabled(config));
  const count = (identity: IdentityWithCredentials, factor: "first" | "second") =>
    others.some((other) => (other.countFactors?.(config, identity)[factor] ?? 0) > 0);
  switch (step.kind) {
    case "identified":
      if (config.security.account_enumeration.mitigate)
        return others.some((other) => other.countFactors !== undefined);
      return step.identity !== undefined && count(step.identity, "first");
    case "second-factor":
    case "second-factor-refresh":
      return count(step.identity, "second");
    default:
      return true;
  }
}

function isInput(node: UiNode, types: string[]): boolean {
  return node.type === "input" && types.includes(node.attributes.type);
}

/** What an identifier named before has brought. */
function isOfCredentials(node: UiNode): boolean {
  return (
    ["password", "code"].includes(node.group) || (node.group === "webauthn" && isInput(node, ["submit"]))
  );
}

function isWayOn(node: UiNode): boolean {
  return node.group !== "identifier_first" && isInput(node, ["submit", "button"]);
}

function isOwnButton(node: UiNode): boolean {
  return node.group === "identifier_first" && isInput(node, ["submit"]);
}
