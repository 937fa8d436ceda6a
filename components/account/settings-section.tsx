/** One section of the settings: what it is for, and its card. */
import { Card } from "@/components/ui/card";
import type { FlowContext } from "@/components/flow/flow-context";
import type { FlowFormModel } from "@/components/flow/forms";
import { FlowForm } from "@/components/flow/flow-form";
import { CheckIcon } from "@/components/ui/icons";
import { ids, isTextId, type Translate, useTranslations } from "@/lib/i18n";

interface SettingsSectionProps {
  form: FlowFormModel;
  flowId: string;
  context: FlowContext;
  isMain: boolean;
  /** The page's heading speaks for it. */
  isOnly: boolean;
}

export function SettingsSection({ form, flowId, context, isMain, isOnly }: SettingsSectionProps) {
  const t = useTranslations("settings");
  const { title, lead, activeLead } = sectionTexts(form.group, t);
  const isActive = isSetUp(form);
  const headingId = `${form.group}-heading`;
  if (isOnly) {
    return (
      <Card>
        <FlowForm form={form} flowId={flowId} context={context} isMain={isMain} />
      </Card>
    );
  }
  return (
    <section id={form.group} aria-labelledby={headingId} className="scroll-mt-24">
      <div className="mb-4">
        <h2 id={headingId} className="text-lg font-semibold">
          {title}
        </h2>
        {isActive && <Active text={t("active")} />}
        {lead && (
          <p className="mt-1 text-sm text-muted">
            {isActive && activeLead !== undefined ? activeLead : lead}
          </p>
        )}
      </div>
      <Card>
        <FlowForm form={form} flowId={flowId} context={context} isMain={isMain} />
      </Card>
    </section>
  );
}

function Active({ text }: { text: string }) {
  return (
    <p className="mt-1 flex items-center gap-1.5 text-sm font-medium text-success">
      <CheckIcon className="size-4" />
      {text}
    </p>
  );
}

/** A second factor that can be removed is set up. */
function isSetUp({ actions }: FlowFormModel): boolean {
  return actions.some(({ node }) => ["totp_unlink", "lookup_secret_disable"].includes(node.attributes.name));
}

interface SectionTexts {
  title: string;
  lead: string;
  /** In the lead's place once it is set up. */
  activeLead: string | undefined;
}

/** The words for a group of settings; a group that is new to us still gets its section. */
export function sectionTexts(group: string, t: Translate<"settings">): SectionTexts {
  const id = isTextId(ids.settings.sections, group) ? group : "other";
  return {
    title: t(`sections.${id}.title`),
    lead: t(`sections.${id}.lead`),
    activeLead: id === "totp" ? t("sections.totp.activeLead") : undefined,
  };
}
