// The buttons of the providers.
import type { Config } from "../../config/index.js";
import type { OidcProviderConfig } from "../../config/schema/methods.js";
import { schemaOf } from "../../flows/entry.js";
import type { RegistrationFlow } from "../../flows/flow.js";
import { ensureCsrfNode, removeNodes, setTraitValues, upsertNode } from "../../flows/nodes.js";
import type { Context } from "../../context.js";
import { traitNodes } from "../../identities/traits.js";
import type { JsonObject } from "../../json.js";
import type { UiMessage } from "../../ui/message.js";
import {
  registrationContinueLabel,
  settingsLinkProviderLabel,
  settingsUnlinkProviderLabel,
} from "../../ui/messages.js";
import { inputNode, type InputNode, type UiContainer } from "../../ui/node.js";
import { providerLabel } from "./providers.js";

export type ProviderMessage = (label: string, id: string) => UiMessage;

export function addProviders(
  ui: UiContainer,
  providers: OidcProviderConfig[],
  message: ProviderMessage,
): void {
  ensureCsrfNode(ui);
  for (const provider of providers) {
    upsertNode(ui, button("provider", provider.id, message(providerLabel(provider), provider.id)));
  }
}

export function removeProviders(ui: UiContainer): void {
  removeNodes(ui, (node) => node.group === "oidc");
}

export function linkNode(provider: OidcProviderConfig): InputNode {
  return button("link", provider.id, settingsLinkProviderLabel(providerLabel(provider)));
}

export function unlinkNode(provider: OidcProviderConfig): InputNode {
  return button("unlink", provider.id, settingsUnlinkProviderLabel(providerLabel(provider)));
}

/**
 * The form of somebody who comes back from a provider with something wrong: that provider's button alone, and, where it
 * is known what was told, the traits, to be filled in.
 */
export function showContinue(
  context: Context,
  flow: RegistrationFlow,
  providerId: string,
  traits?: JsonObject,
): void {
  const { ui } = flow;
  ui.nodes = [];
  ensureCsrfNode(ui);
  upsertNode(ui, button("provider", providerId, registrationContinueLabel()));
  if (!traits) return;
  for (const node of traitNodes(schemaOf(context, flow), groupOfTraits(context.config())))
    upsertNode(ui, node);
  setTraitValues(ui, traits);
}

function groupOfTraits(config: Config): "default" | "oidc" {
  return config.feature_flags.legacy_oidc_registration_node_group ? "oidc" : "default";
}

function button(name: string, value: string, label: UiMessage): InputNode {
  return inputNode("oidc", { name, type: "submit", value }, label);
}
