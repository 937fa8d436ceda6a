/** A button of a flow. */
import { Button } from "@/components/ui/button";
import { FieldMessages, describedBy } from "@/components/ui/field";
import { KeyIcon } from "@/components/ui/icons";
import { useMessageText, useTranslations } from "@/lib/i18n";
import type { FlowKind } from "@/lib/ory/flow-kind";
import { type PlacedNode, actionRole } from "./forms";
import { onceKeysWork } from "./once-keys-work";
import { type InputNode, nodeLabel, valueText } from "./nodes";
import { ProviderIcon } from "./provider-icon";

interface ActionNodeProps {
  placed: PlacedNode<InputNode>;
  kind: FlowKind;
  isMain: boolean;
  /** Whether the form has no other button that goes on. */
  isOnlyWay?: boolean;
  /** Whether it is the way that was used last to sign in. */
  isLastUsed?: boolean;
}

export function ActionNodeView({
  placed: { node, id, messages },
  kind,
  isMain,
  isOnlyWay = false,
  isLastUsed = false,
}: ActionNodeProps) {
  const { name, type, value, disabled, onclickTrigger } = node.attributes;
  const say = useMessageText();
  const t = useTranslations("login");
  const markId = `${id}-last-used`;
  const role = actionRole(node);
  // Only passkeys and security keys are asked for by script.
  const isTrigger = type === "button";
  return (
    <div className={role === "aside" ? "" : "grid"}>
      <Button
        type={isTrigger ? "button" : "submit"}
        name={name}
        value={valueText(value) ?? ""}
        disabled={disabled || undefined}
        // A way back must not be barred by a field that is still empty.
        formNoValidate={role === "aside" || role === "remove" || undefined}
        // A press is handled by the page's own script, by this name; a flow's script text is never run.
        data-trigger={isTrigger ? onclickTrigger : undefined}
        {...(isTrigger && onceKeysWork)}
        look={actionLook(role, isMain && (role === "main" || isOnlyWay))}
        width={kind === "settings" || role === "aside" ? "auto" : "full"}
        className={`relative ${kind === "settings" ? "justify-self-start" : ""}`}
        {...describedBy(messages, isLastUsed ? [markId] : [])}
      >
        {namesProvider(node) && <ProviderIcon node={node} />}
        {isTrigger && <KeyIcon className="shrink-0" />}
        {nodeLabel(node, say)}
        {isLastUsed && (
          // Described by it, not named: the button keeps its name.
          <span
            id={markId}
            aria-hidden="true"
            data-testid="last-used"
            className="absolute -top-2.5 end-3 rounded-pill border border-line bg-surface px-2 text-xs leading-5 font-medium whitespace-nowrap text-muted"
          >
            {t("lastUsed")}
          </span>
        )}
      </Button>
      <FieldMessages messages={messages} />
    </div>
  );
}

/** In the form that asks for what a provider did not tell, the button only says how to go on. */
function namesProvider(node: InputNode): boolean {
  return ["oidc", "saml"].includes(node.group) && node.meta.label?.context !== undefined;
}

function actionLook(role: ReturnType<typeof actionRole>, isMainWay: boolean) {
  if (role === "remove") return "danger";
  if (role === "aside") return "quiet";
  return isMainWay ? "primary" : "secondary";
}
