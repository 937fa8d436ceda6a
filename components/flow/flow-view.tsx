/** A flow as forms, the main way first. */
import { Fragment } from "react";
import { useMessageText, useTranslations } from "@/lib/i18n";
import type { FlowContext } from "./flow-context";
import { type FlowFormModel, type FlowUi, flowForms, flowScripts, isScriptOnly } from "./forms";
import { FlowForm } from "./flow-form";
import { lastUsedAction } from "./last-way";
import { onceKeysWork } from "./once-keys-work";
import { ScriptNeeded } from "./script-needed";
import { ScriptNodeView } from "./script-node";

interface FlowViewProps {
  flow: FlowUi;
  context: FlowContext;
}

export function FlowView({ flow, context }: FlowViewProps) {
  const t = useTranslations("flow");
  const forms = flowForms(context.kind, flow, useMessageText());
  const [main, ...others] = forms.filter(isSeen);
  const [firstOther] = others;
  // Where no script runs there is nothing to choose from.
  const isScriptedChoice = others.every(isScriptOnly);
  const lastUsed = lastUsedAction(forms, context.lastWay);
  return (
    <>
      {forms.map((form) => (
        <Fragment key={form.group}>
          {form === firstOther && !isOnlyAside(form) && (
            <Separator text={t("or")} isScripted={isScriptedChoice} />
          )}
          <FlowForm
            form={form}
            flowId={flow.id}
            context={context}
            isMain={form === main}
            lastUsed={lastUsed}
            className={distance(form, form === main || form === firstOther)}
          />
        </Fragment>
      ))}
      <FlowScripts flow={flow} context={context} />
    </>
  );
}

/** The scripts that a flow asks for, and a word to those who run none. */
export function FlowScripts({ flow, context }: FlowViewProps) {
  const scripts = flowScripts(flow);
  if (scripts.length === 0) return null;
  return (
    <>
      {scripts.map((node) => (
        <ScriptNodeView key={node.attributes.id} node={node} nonce={context.nonce} />
      ))}
      {/* In the settings each form says it for itself. */}
      {context.kind !== "settings" && <ScriptNeeded className="mt-5" />}
    </>
  );
}

const isSeen = (form: FlowFormModel) =>
  form.content.length > 0 || form.actions.length > 0 || form.stray.length > 0;

/** Ways of one button each stand close together; one with fields keeps its distance. */
function distance(form: FlowFormModel, isFirst: boolean): string {
  if (isOnlyAside(form)) return "mt-4";
  if (isFirst || !isSeen(form)) return "";
  return form.content.length > 0 ? "mt-8" : "mt-3";
}

const isOnlyAside = (form: FlowFormModel) => form.group === "profile" && form.content.length === 0;

function Separator({ text, isScripted }: { text: string; isScripted: boolean }) {
  return (
    <div
      className="my-6 flex items-center gap-4 text-sm text-muted"
      role="separator"
      aria-label={text}
      {...(isScripted && onceKeysWork)}
    >
      <span className="h-px grow bg-line" />
      <span aria-hidden="true">{text}</span>
      <span className="h-px grow bg-line" />
    </div>
  );
}
