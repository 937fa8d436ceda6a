import { personAddress } from "@/components/account/person";
import { SettingsSection, sectionTexts } from "@/components/account/settings-section";
import { flowContext } from "@/components/flow/context";
import { FlowMessages } from "@/components/flow/flow-messages";
import { FlowScripts } from "@/components/flow/flow-view";
import { type FlowFormModel, flowForms } from "@/components/flow/forms";
import { AccountShell } from "@/components/shell/account-shell";
import { Notices } from "@/components/shell/notices";
import { Unavailable } from "@/components/shell/unavailable";
import { Link } from "@/components/ui/link";
import { getLanguage } from "@/lib/i18n";
import { type SearchParams, loadFlow } from "@/lib/ory/load-flow";
import { getLogoutHref } from "@/lib/ory/logout";

/** The account is recovered: the password comes first now. */
const RECOVERED_MESSAGE = 1060001;

export default async function SettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const loaded = await loadFlow("settings", await searchParams);
  const logoutHref = await getLogoutHref();
  const { settings: texts, unavailable } = getLanguage().pages;
  if (loaded.kind === "unavailable") {
    return (
      <AccountShell title={unavailable.title} current="settings" here="/settings" logoutHref={logoutHref}>
        <div className="mx-auto max-w-[27rem]">
          <Unavailable requestId={loaded.requestId} retryHref={loaded.retryHref} />
        </div>
      </AccountShell>
    );
  }

  const { flow, notices, typed, returnTo } = loaded;
  const context = await flowContext("settings", {
    typed,
    returnTo,
    account: personAddress(flow.identity),
  });
  const isRecovered = flow.ui.messages?.some(({ id }) => id === RECOVERED_MESSAGE) ?? false;
  const forms = flowForms("settings", flow);
  const ordered = isRecovered ? passwordFirst(forms) : forms;
  return (
    <AccountShell
      title={texts.title}
      current="settings"
      here={`/settings?flow=${flow.id}`}
      logoutHref={logoutHref}
    >
      <h1 className="text-3xl font-semibold">{texts.title}</h1>
      <p className="mt-2 text-muted">{texts.lead}</p>
      {/* Stays in sight: the page comes back at the section that was sent. */}
      <div className="sticky top-3 z-10 mt-6 grid gap-3 *:rounded-control *:shadow-md empty:hidden">
        <Notices notices={notices} />
        <FlowMessages messages={flow.ui.messages} />
      </div>
      {ordered.length > 2 && (
        <nav aria-label={texts.sectionsNav} className="mt-6">
          <ul className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
            {ordered.map(({ group }) => (
              <li key={group}>
                <Link href={`#${group}`} look="quiet">
                  {sectionTexts(group).title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className="mt-10" data-testid="settings-auth-card">
        {ordered.map((form, index) => (
          <SettingsSection
            key={form.group}
            form={form}
            flowId={flow.id}
            context={context}
            isMain={isRecovered && index === 0}
          />
        ))}
      </div>
      <p className="border-t border-line pt-6 text-sm">
        <Link href="/settings/data" look="quiet">
          {getLanguage().pages.data.link}
        </Link>
      </p>
      <FlowScripts flow={flow} context={context} />
    </AccountShell>
  );
}

function passwordFirst(forms: FlowFormModel[]): FlowFormModel[] {
  const isPassword = ({ group }: FlowFormModel) => group === "password";
  return [...forms.filter(isPassword), ...forms.filter((form) => !isPassword(form))];
}
