import type { UiText } from "@ory/client";
import { CopyButton } from "@/components/ui/copy-button";
import { FieldMessages } from "@/components/ui/field";
import { useMessageText, useTranslations } from "@/lib/i18n";
import { BackupCodes } from "./backup-codes";
import type { FlowContext } from "./flow-context";
import type { PlacedNode } from "./forms";
import { type TextNode, nodeLabel } from "./nodes";

interface TextNodeProps {
  placed: PlacedNode<TextNode>;
  context: FlowContext;
}

/** A text that a flow hands out: a secret key, or a list of backup codes. */
export function TextNodeView({ placed: { node, messages }, context }: TextNodeProps) {
  const t = useTranslations("flow");
  const say = useMessageText();
  const { id } = node.attributes;
  const label = nodeLabel(node, say);
  const codes = listedCodes(node);
  return (
    <div data-testid={`node/text/${id}`}>
      {label && (
        <p data-testid={`node/text/${id}/label`} className="mb-2 text-sm font-medium">
          {label}
        </p>
      )}
      {codes ? (
        <BackupCodes codes={codes} testId={`node/text/${id}/text`} account={context.account} />
      ) : (
        <div className="flex flex-col items-start justify-between gap-x-2 rounded-control bg-sunken py-1 ps-4 pe-1 sm:flex-row sm:items-center">
          <code
            data-testid={`node/text/${id}/text`}
            dir="ltr"
            className="min-w-0 py-2 font-mono text-[0.9375rem] break-all select-all"
          >
            {say(node.attributes.text)}
          </code>
          <div className="-ms-2.5 sm:ms-0">
            <CopyButton text={say(node.attributes.text)} label={t("copy")} doneLabel={t("copied")} />
          </div>
        </div>
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
