import type { FlowContext } from "./flow-context";
import { type InputNode } from "./nodes";
import { shownValue } from "./shown-value";

/** A hidden input. Its onload trigger is named for the page's own script; a flow's script text is never run. */
export function HiddenNodeView({ node, context }: { node: InputNode; context: FlowContext }) {
  const { name, disabled, onloadTrigger } = node.attributes;
  return (
    <input
      type="hidden"
      name={name}
      defaultValue={shownValue(node, context) ?? ""}
      disabled={disabled || undefined}
      data-testid={`node/input/${name}`}
      data-onload-trigger={onloadTrigger}
    />
  );
}
