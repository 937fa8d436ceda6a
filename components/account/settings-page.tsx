/** The settings, all of them or one section: the forms of one flow, and the ways to the other sections. */
import type { SettingsFlow } from "@ory/client";
import { redirect } from "next/navigation";
import { flowContext } from "@/components/flow/context";
import { FlowMessages } from "@/components/flow/flow-messages";
import { FlowScripts } from "@/components/flow/flow-view";
import { type FlowFormModel, flowForms, messagesOfNoForm } from "@/components/flow/forms";
import { pageHref } from "@/components/flow/page-href";
import { withLists } from "@/components/flow/with-lists";
import { Notices } from "@/components/shell/notices";
import { SettingsShell } from "@/components/shell/settings-shell";
import { Link } from "@/components/ui/link";
import { getMessageText, getTranslations } from "@/lib/i18n";
import { readFlowTraits, type TraitFields } from "@/lib/ory/flow-traits";
import { type SearchParams, loadFlow } from "@/lib/ory/load-flow";
import { getLogoutHref } from "@/lib/ory/logout";
import {
  isInSection,
  isOfSeveralGroups,
  isSettingsFlowPage,
  offeredSections,
  sectionPath,
  type SettingsSectionName,
} from "@/lib/settings/sections";
import { personAddress } from "./person";
import { SettingsSection } from "./settings-section";

/** The account is recovered: the password comes first now. */
const RECOVERED_MESSAGE = 1060001;

interface SettingsPageProps {
  /** Undefined for all of them. */
  section?: SettingsSectionName;
  searchParams: Promise<SearchParams>;
}

export async function SettingsPage({ section, searchParams }: SettingsPageProps) {
  const path = section === undefined ? "/settings" : sectionPath(section);
  const loaded = await loadFlow("settings", await searchParams, path.slice(1));
  const { notices, typed, returnTo } = loaded;
  const hasProfile = section === undefined || isInSection(section, "profile");
  const traits: TraitFields = hasProfile ? await readFlowTraits(loaded.flow) : new Map();
  const flow = withLists(loaded.flow, traits);
  const logoutHref = await getLogoutHref();
  const t = await getTranslations("settings");
  const all = flowForms("settings", flow, await getMessageText());
  const sections = offeredSections(all.map(({ group }) => group));
  if (section !== undefined && !sections.includes(section)) redirect(`/settings?flow=${flow.id}`);
  const forms = section === undefined ? all : all.filter(({ group }) => isInSection(section, group));
  const isRecovered = flow.ui.messages?.some(({ id }) => id === RECOVERED_MESSAGE) ?? false;
  const ordered = isRecovered ? passwordFirst(forms) : forms;
  const isOneForm = forms.length === 1 && section !== undefined && !isOfSeveralGroups(section);
  const context = await flowContext("settings", {
    typed,
    returnTo,
    account: personAddress(flow.identity),
    traits,
    settings: { section, isOneForm },
  });
  return (
    <SettingsShell
      title={section === undefined ? t("title") : t(`pages.${section}`)}
      lead={section === undefined ? t("lead") : t(`leads.${section}`)}
      current={section ?? "all"}
      here={`${path}?flow=${flow.id}`}
      logoutHref={logoutHref}
      sections={sections}
      carried={isUntouched(flow) ? { flow: flow.id } : { return_to: returnTo }}
    >
      {returnTo !== undefined && !isSettingsFlowPage(returnTo) && (
        <p className="mt-4 text-sm">
          <Link href={returnTo} look="quiet" data-testid="go-back-link">
            {t("goBack")}
          </Link>
        </p>
      )}
      {/* Stays in sight: the page comes back at the form that was sent. */}
      <div className="sticky top-3 z-10 mt-6 grid gap-3 *:rounded-control *:shadow-over empty:hidden">
        <Notices notices={notices} />
        <FlowMessages messages={[...(flow.ui.messages ?? []), ...messagesOfNoForm(flow, all)]} />
      </div>
      <div className="mt-8 grid gap-10" data-testid="settings-auth-card">
        {ordered.map((form, index) => (
          <SettingsSection
            key={form.group}
            form={form}
            flowId={flow.id}
            context={context}
            isMain={(isRecovered && index === 0) || isOneForm}
            isOnly={isOneForm}
          />
        ))}
      </div>
      {section === undefined && (
        <p className="mt-10 border-t border-line pt-6 text-sm">
          <Link href={pageHref("/settings/data", {})} look="quiet">
            {(await getTranslations("data"))("link")}
          </Link>
        </p>
      )}
      <FlowScripts flow={flow} context={context} />
    </SettingsShell>
  );
}

/** Whether nothing has been sent yet: another section can show this flow, and says nothing that is not about it. */
function isUntouched({ ui }: SettingsFlow): boolean {
  return (ui.messages ?? []).length === 0 && ui.nodes.every(({ messages }) => messages.length === 0);
}

function passwordFirst(forms: FlowFormModel[]): FlowFormModel[] {
  const isPassword = ({ group }: FlowFormModel) => group === "password";
  return [...forms.filter(isPassword), ...forms.filter((form) => !isPassword(form))];
}
