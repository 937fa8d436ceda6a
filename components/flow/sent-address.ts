import type { UiNode } from "@ory/client";
import { isInput, valueText } from "./nodes";

/**
 * Where a code or link has gone, as the visitor has typed it: the button that sends another carries it.
 *
 * @returns undefined where nothing was sent
 */
export function sentAddress({ ui }: { ui: { nodes: UiNode[] } }): string | undefined {
  const resend = ui.nodes
    .filter(isInput)
    .find(({ attributes: { name, type } }) => name === "email" && type === "submit");
  return valueText(resend?.attributes.value);
}
