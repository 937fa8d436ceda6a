/** A flow as forms, the main way first. */
import { Fragment } from "react";
import { useMessageText, useTranslations } from "@/lib/i18n";
import type { FlowContext } from "./flow-context";
import { type FlowFormModel, type FlowUi, flowForms, flowScripts } from "./forms";
import { FlowForm } from "./flow-form";
import { ScriptNodeView } from "./script-node";

interface FlowViewProps {
  flow: FlowUi;
  context: FlowContext;
}

export function FlowView({ flow, context }: FlowViewProps) {
  const t = useTranslations("flow");
  const forms = flowForms(context.kind, flow, useMessageText());
  const [main, firstOther] = forms.filter(isSeen);
  return (
    <>
      {forms.map((form) => (
        <Fragment key={form.group}>
          {form === firstOther && !isOnlyAside(form) && <Separator text={t("or")} />}
          <FlowForm
            form={form}
            flowId={flow.id}
            context={context}
            isMain={form === main}
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
  const t = useTranslations("flow");
  const scripts = flowScripts(flow);
  if (scripts.length === 0) return null;
  return (
    <>
      {scripts.map((node) => (
        <ScriptNodeView key={node.attributes.id} node={node} nonce={context.nonce} />
      ))}
      <noscript>
        <p className="mt-5 text-sm text-muted">{t("scriptNeeded")}</p>
      </noscript>
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

function Separator({ text }: { text: string }) {
  return (
    <div className="my-6 flex items-center gap-4 text-sm text-muted" role="separator" aria-label={text}>
      <span className="h-px grow bg-line" />
      <span aria-hidden="true">{text}</span>
      <span className="h-px grow bg-line" />
    </div>
  );
}
