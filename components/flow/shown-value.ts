import { isSecret } from "./field-hints";
import type { FlowContext } from "./flow-context";
import { type InputNode, valueText } from "./nodes";

/**
 * What stands in an input: what was typed, else what the service keeps, else what we know.
 * Of secrets nothing, but for the code that an opened mail link has put into its verification flow.
 */
export function shownValue(node: InputNode, context: FlowContext): string | undefined {
  const { name, value } = node.attributes;
  if (isSecret(node)) {
    return name === "code" && context.kind === "verification" ? valueText(value) : undefined;
  }
  return context.typed[name] || valueText(value) || context.prefill[name];
}
