import type { UiText } from "@ory/client";
import { FieldMessages } from "@/components/ui/field";
import { messageText } from "@/lib/i18n";
import type { PlacedNode } from "./forms";
import { type TextNode, nodeLabel } from "./nodes";

/** A text that a flow hands out: a secret key, or a list of backup codes. */
export function TextNodeView({ placed: { node, messages } }: { placed: PlacedNode<TextNode> }) {
  const { id } = node.attributes;
  const label = nodeLabel(node);
  const codes = listedCodes(node);
  return (
    <div data-testid={`node/text/${id}`}>
      {label && (
        <p data-testid={`node/text/${id}/label`} className="mb-2 text-sm font-medium">
          {label}
        </p>
      )}
      {codes ? (
        <div
          data-testid={`node/text/${id}/text`}
          className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-x-6 gap-y-2 rounded-control bg-sunken p-4"
        >
          {codes.map((code, index) => (
            <code key={index} className="font-mono text-[0.9375rem] select-all">
              {messageText(code)}
            </code>
          ))}
        </div>
      ) : (
        <code
          data-testid={`node/text/${id}/text`}
          className="block rounded-control bg-sunken px-4 py-3 font-mono text-[0.9375rem] break-all select-all"
        >
          {messageText(node.attributes.text)}
        </code>
      )}
      <FieldMessages messages={messages} />
    </div>
  );
}

/** Backup codes come as messages inside of the one that holds them all. */
function listedCodes(node: TextNode): UiText[] | undefined {
  const context = (node.attributes.text.context ?? {}) as { secrets?: unknown };
  return Array.isArray(context.secrets) ? (context.secrets as UiText[]) : undefined;
}
