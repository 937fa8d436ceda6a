/** A passkey or security key in the list of those that an account has, with the button that removes it. */
import { Button } from "@/components/ui/button";
import { FieldMessages, describedBy } from "@/components/ui/field";
import { KeyIcon } from "@/components/ui/icons";
import { Time } from "@/components/ui/time";
import { useMessageText, useTranslations } from "@/lib/i18n";
import type { PlacedNode } from "./forms";
import { type InputNode, nodeLabel, valueText } from "./nodes";

/** What the service calls a key that nobody has named. */
const UNNAMED = "unnamed";

/** Whether a button removes a key: it says which one. */
export function isKeyRemoval({ attributes }: InputNode): boolean {
  return attributes.name === "webauthn_remove" || attributes.name === "passkey_remove";
}

export function KeyRow({ placed: { node, id, messages } }: { placed: PlacedNode<InputNode> }) {
  const t = useTranslations("flow");
  const methods = useTranslations("methods");
  const say = useMessageText();
  const { name, value, disabled } = node.attributes;
  const label = node.meta.label;
  const told = (label?.context ?? {}) as { display_name?: unknown; added_at?: unknown };
  const isNamed = typeof told.display_name === "string" && !["", UNNAMED].includes(told.display_name);
  // The service bars the removal of what alone signs its owner in, and nothing else.
  const onlyWayId = disabled ? `${id}-only-way` : undefined;
  const kind = methods(name === "passkey_remove" ? "passkey" : "webauthn");
  const shown = isNamed ? String(told.display_name) : kind;
  const removal =
    label && !isNamed ? say({ ...label, context: { ...told, display_name: kind } }) : nodeLabel(node, say);
  return (
    <li className="py-4">
      <div className="flex items-center gap-3 sm:gap-4">
        <span className="hidden size-10 shrink-0 items-center justify-center rounded-control bg-sunken text-muted sm:flex">
          <KeyIcon />
        </span>
        <div className="min-w-0 flex-1">
          <p className="font-medium [overflow-wrap:anywhere]">
            <bdi>{shown}</bdi>
          </p>
          {typeof told.added_at === "string" && (
            <p className="text-sm text-muted">
              {t("keyAdded")} <Time value={told.added_at} withTime={false} />
            </p>
          )}
        </div>
        <Button
          type="submit"
          name={name}
          value={valueText(value) ?? ""}
          disabled={disabled || undefined}
          look="danger"
          className="px-3.5"
          // Fields for another key must not bar the way.
          formNoValidate
          aria-label={removal}
          {...describedBy(messages, onlyWayId === undefined ? [] : [onlyWayId])}
        >
          {t("removeKey")}
        </Button>
      </div>
      {onlyWayId !== undefined && (
        <p id={onlyWayId} className="mt-2 text-sm text-muted">
          {t("onlyWayIn")}
        </p>
      )}
      <FieldMessages messages={messages} />
    </li>
  );
}
