// The field that names the account at sign-in.
import type { Context } from "../context.js";
import { schemaOf } from "../flows/entry.js";
import type { LoginFlow } from "../flows/flow.js";
import { identifierLabel, traitLabel } from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { inputNode, type InputNode } from "../ui/node.js";

/** The title of the trait that identifiers come from, where there is one such trait. */
export function identifierLabelOf(context: Context, flow: LoginFlow): UiMessage {
  const label = schemaOf(context, flow).identifierLabel;
  return label ? traitLabel(label.title, label.name) : identifierLabel();
}

export function identifierNode(context: Context, flow: LoginFlow): InputNode {
  return inputNode(
    "default",
    { name: "identifier", type: "text", value: "", required: true },
    identifierLabelOf(context, flow),
  );
}
