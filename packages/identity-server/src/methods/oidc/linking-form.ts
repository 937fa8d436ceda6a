// The sign-in form of somebody who has to prove an account before a provider is linked to it.
import type { OidcProviderConfig } from "../../config/schema/methods.js";
import type { Context } from "../../context.js";
import type { LoginFlow } from "../../flows/flow.js";
import { addMessage, clearMessages } from "../../flows/nodes.js";
import { waysToSignIn } from "../../identities/conflict.js";
import type { IdentityWithCredentials } from "../../identities/identity.js";
import {
  loginAndLinkAccountLabel,
  loginConfirmWithProviderLabel,
  loginLinkAccount,
} from "../../ui/messages.js";
import type { UiNode } from "../../ui/node.js";

/** @param conflict the account, and what of it the provider told */
export function showLinking(
  context: Context,
  flow: LoginFlow,
  provider: OidcProviderConfig,
  conflict: { owner: IdentityWithCredentials; identifier: string },
): void {
  const { login, registration } = context.config().selfservice.flows;
  // Without hints nobody learns how an account signs in.
  const ways = registration.login_hints ? waysToSignIn(conflict.owner) : undefined;
  flow.ui.nodes = flow.ui.nodes.filter((node) => isUseful(node, provider.id, ways)).map(relabelled);
  for (const node of flow.ui.nodes) {
    if (node.type !== "input" || node.attributes.name !== "identifier") continue;
    node.attributes.type = "hidden";
    node.attributes.value = conflict.identifier;
  }
  clearMessages(flow.ui);
  const label = provider.label !== undefined && provider.label !== "" ? provider.label : provider.provider;
  addMessage(
    flow.ui,
    loginLinkAccount({
      identifier: conflict.identifier,
      provider: label,
      newLoginUrl: login.ui_url,
      availableCredentialTypes: ways?.types ?? [],
      availableProviders: ways?.providers ?? [],
    }),
  );
}

function isUseful(
  node: UiNode,
  usedProvider: string,
  ways: { types: string[]; providers: string[] } | undefined,
): boolean {
  if (!node.meta.label || node.group === "default") return true;
  if (node.group === "oidc" && node.type === "input") {
    const id = node.attributes.value;
    if (id === usedProvider) return false;
    if (ways && !(typeof id === "string" && ways.providers.includes(id))) return false;
  }
  return !ways || ways.types.includes(node.group);
}

function relabelled(node: UiNode): UiNode {
  const { label } = node.meta;
  if (label?.id === 1010001) return { ...node, meta: { label: loginAndLinkAccountLabel() } };
  if (label?.id === 1010002) {
    const provider = label.context?.provider;
    const name = typeof provider === "string" ? provider : "";
    return { ...node, meta: { label: loginConfirmWithProviderLabel(name) } };
  }
  return node;
}
