import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { ApplicationRow } from "@/components/account/application-row";
import { Notices } from "@/components/shell/notices";
import { SettingsShell } from "@/components/shell/settings-shell";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { getTranslations, useTranslations } from "@/lib/i18n";
import { connectedApplications, type ConnectedApplications } from "@/lib/oauth2/connected";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import type { AdminResult } from "@/lib/ory/admin";
import { getLogoutHref } from "@/lib/ory/logout";
import { visitorOf } from "@/lib/request";
import { readNotices } from "@/lib/session/notices";
import { requireSession } from "@/lib/session/session";

/** The applications that may use the account by an OAuth2 server; where there is no such server, there is no such page. */
export default async function ApplicationsPage() {
  if (!hasOAuth2Server()) notFound();
  const { identity } = await requireSession();
  const visitor = visitorOf(await headers());
  const [result, logoutHref, notices, t] = await Promise.all([
    connectedApplications(identity?.id ?? "", visitor),
    getLogoutHref(),
    readNotices(),
    getTranslations("applications"),
  ]);
  return (
    <SettingsShell
      title={t("title")}
      lead={t("lead")}
      current="applications"
      here="/settings/applications"
      logoutHref={logoutHref}
    >
      <div className="mt-6 empty:hidden">
        <Notices notices={notices} />
      </div>
      <Applications result={result} />
    </SettingsShell>
  );
}

function Applications({ result }: { result: AdminResult<ConnectedApplications> }) {
  const t = useTranslations("applications");
  if (result.kind !== "ok") {
    return (
      <div className="mt-8" role="alert" data-testid="applications-unavailable">
        <Notice tone="error">{t("unavailable")}</Notice>
      </div>
    );
  }
  const { applications, isWhole } = result.value;
  if (applications.length === 0) return <p className="mt-8 text-muted">{t("none")}</p>;
  return (
    <>
      <Card className="mt-8 !py-0">
        <ul className="divide-y divide-line" data-testid="applications">
          {applications.map((application) => (
            <li key={application.clientId}>
              <ApplicationRow application={application} />
            </li>
          ))}
        </ul>
      </Card>
      {!isWhole && <p className="mt-5 max-w-prose text-sm text-muted">{t("more")}</p>}
    </>
  );
}
