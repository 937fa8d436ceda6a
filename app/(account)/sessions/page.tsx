import type { Session } from "@ory/client";
import { deviceName, firstDevice } from "@/lib/account/device";
import { SessionRow } from "@/components/account/session-row";
import { deviceText } from "@/lib/account/device-text";
import { Directory } from "@/components/shell/directory";
import { Notices } from "@/components/shell/notices";
import { SettingsShell } from "@/components/shell/settings-shell";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { getTranslations, useTranslations } from "@/lib/i18n";
import { getLogoutHref } from "@/lib/ory/logout";
import { readNotices } from "@/lib/session/notices";
import { requireSession } from "@/lib/session/session";
import { listOtherSessions } from "@/lib/session/sessions";

export default async function SessionsPage() {
  const session = await requireSession();
  const [others, logoutHref, notices] = await Promise.all([
    listOtherSessions(),
    getLogoutHref(),
    readNotices(),
  ]);
  const t = await getTranslations("sessions");
  return (
    <SettingsShell
      title={t("title")}
      lead={t("lead")}
      current="sessions"
      here="/sessions"
      logoutHref={logoutHref}
      footer={<Directory isSignedIn logoutHref={logoutHref} />}
    >
      <div className="mt-6 empty:hidden">
        <Notices notices={notices} />
      </div>

      <h2 className="mt-8 text-lg font-semibold">{t("current")}</h2>
      <Card className="mt-3 py-0">
        <SessionRow session={session} isCurrent />
        <details className="border-t border-line text-sm">
          <summary className="py-3.5 font-medium text-muted hover:text-ink">{t("raw")}</summary>
          <pre
            dir="ltr"
            className="mb-5 max-h-96 overflow-auto rounded-control bg-sunken p-4 font-mono text-xs leading-5"
            tabIndex={0}
          >
            {JSON.stringify(session, null, 2)}
          </pre>
        </details>
      </Card>

      <h2 className="mt-10 text-lg font-semibold">{t("others")}</h2>
      <OtherSessions sessions={others} />
    </SettingsShell>
  );
}

function OtherSessions({ sessions }: { sessions: Session[] | undefined }) {
  const t = useTranslations("sessions");
  if (!sessions) return <p className="mt-3 text-muted">{t("unavailable")}</p>;
  if (sessions.length === 0) return <p className="mt-3 text-muted">{t("none")}</p>;
  return (
    <>
      <Card className="mt-3 py-0">
        <ul className="divide-y divide-line">
          {sessions.map((session) => (
            <li key={session.id}>
              <SessionRow session={session}>
                <RevokeForm session={session} />
              </SessionRow>
            </li>
          ))}
        </ul>
      </Card>
      <form action="/api/sessions" method="post" data-flow-form className="mt-5">
        <Button type="submit" name="action" value="revoke_others" look="danger">
          {t("revokeOthers")}
        </Button>
      </form>
    </>
  );
}

function RevokeForm({ session }: { session: Session }) {
  const t = useTranslations("sessions");
  const device = deviceText(deviceName(firstDevice(session)?.user_agent), t);
  return (
    <form action="/api/sessions" method="post" data-flow-form>
      <input type="hidden" name="id" value={session.id} />
      <Button type="submit" name="action" value="revoke" aria-label={t("revokeLabel", { device })}>
        {t("revoke")}
      </Button>
    </form>
  );
}
