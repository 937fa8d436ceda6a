import { ActivityRow } from "@/components/account/activity-row";
import { pageHref } from "@/components/flow/page-href";
import { SettingsShell } from "@/components/shell/settings-shell";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { ownSecurityEvents } from "@/lib/activity/security-events";
import { database } from "@/lib/db/database";
import { getTranslations } from "@/lib/i18n";
import type { SearchParams } from "@/lib/ory/load-flow";
import { getLogoutHref } from "@/lib/ory/logout";
import { requireSession } from "@/lib/session/session";

const PAGE = "/settings/activity";
const PAGE_SIZE = 20;

export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { identity } = await requireSession();
  const { after: given } = await searchParams;
  const after = typeof given === "string" ? given : undefined;
  const [logoutHref, { events, next }, t] = await Promise.all([
    getLogoutHref(),
    ownSecurityEvents(database(), identity?.id ?? "").page({ after, limit: PAGE_SIZE }),
    getTranslations("activity"),
  ]);
  return (
    <SettingsShell
      title={t("title")}
      lead={t("lead")}
      current="activity"
      here={pageHref(PAGE, { after })}
      logoutHref={logoutHref}
    >
      {events.length === 0 ? (
        <p className="mt-8 text-muted">{t("none")}</p>
      ) : (
        <Card className="mt-8 !py-0">
          <ol className="divide-y divide-line" data-testid="security-events">
            {events.map((event) => (
              <ActivityRow key={event.id} event={event} />
            ))}
          </ol>
        </Card>
      )}
      {(after !== undefined || next !== undefined) && (
        <nav aria-label={t("pages")} className="mt-5 flex gap-5 text-sm">
          {after !== undefined && <Link href={PAGE}>{t("newest")}</Link>}
          {next !== undefined && <Link href={pageHref(PAGE, { after: next })}>{t("older")}</Link>}
        </nav>
      )}
      <p className="mt-8 max-w-prose text-sm text-muted">
        {t("unknown")} <Link href="/sessions">{t("toDevices")}</Link>
      </p>
    </SettingsShell>
  );
}
