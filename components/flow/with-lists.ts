/** The service lays a list flat, `traits.tags.0`, `traits.tags.1`, beside the empty `traits.tags`: here it is one field again. */
import type { UiNode } from "@ory/client";
import type { TraitFields } from "@/lib/ory/flow-traits";
import { type InputNode, isInput } from "./nodes";

export function withLists<F extends { ui: { nodes: UiNode[] } }>(flow: F, traits: TraitFields): F {
  const lists = [...traits].filter(([, { input }]) => input.kind === "lines").map(([name]) => name);
  if (lists.length === 0) return flow;
  const listOf = (node: InputNode) =>
    lists.find((list) => new RegExp(`^${escaped(list)}\\.\\d+$`).test(node.attributes.name));
  const nodes = flow.ui.nodes
    .filter((node) => !isInput(node) || listOf(node) === undefined)
    .map((node): UiNode => {
      if (!isInput(node) || !lists.includes(node.attributes.name)) return node;
      const { name } = node.attributes;
      const parts = flow.ui.nodes.filter(isInput).filter((part) => listOf(part) === name);
      if (parts.length === 0) return node;
      const value = parts.map(({ attributes }) => attributes.value);
      const messages = [...node.messages, ...parts.flatMap((part) => part.messages)];
      // A value of any type, as those of input nodes are.
      return { ...node, messages, attributes: { ...node.attributes, value } };
    });
  return { ...flow, ui: { ...flow.ui, nodes } };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
