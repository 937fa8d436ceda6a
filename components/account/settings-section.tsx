/** One section of the settings: what it is for, and its card. */
import { Card } from "@/components/ui/card";
import type { FlowContext } from "@/components/flow/flow-context";
import type { FlowFormModel } from "@/components/flow/forms";
import { FlowForm } from "@/components/flow/flow-form";
import { getLanguage } from "@/lib/i18n";

interface SettingsSectionProps {
  form: FlowFormModel;
  flowId: string;
  context: FlowContext;
  isMain: boolean;
}

export function SettingsSection({ form, flowId, context, isMain }: SettingsSectionProps) {
  const { title, lead } = sectionTexts(form.group);
  const headingId = `${form.group}-heading`;
  return (
    <section
      id={form.group}
      aria-labelledby={headingId}
      className="grid gap-x-10 gap-y-4 border-t border-line py-8 first:border-t-0 first:pt-0 md:grid-cols-[minmax(0,4fr)_minmax(0,7fr)]"
    >
      <div>
        <h2 id={headingId} className="text-lg font-semibold">
          {title}
        </h2>
        {lead && <p className="mt-1 text-sm text-muted">{lead}</p>}
      </div>
      <Card>
        <FlowForm form={form} flowId={flowId} context={context} isMain={isMain} />
      </Card>
    </section>
  );
}

/** The words for a group of settings; a group that is new to us still gets its section. */
export function sectionTexts(group: string): { title: string; lead: string } {
  const { sections } = getLanguage().pages.settings;
  return group in sections ? sections[group as keyof typeof sections] : sections.other;
}
