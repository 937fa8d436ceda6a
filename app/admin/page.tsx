import { SignUpChart } from "@/components/admin/sign-up-chart";
import { AdminShell } from "@/components/shell/admin-shell";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { countIdentities } from "@/lib/admin/identities";
import { countMessages } from "@/lib/admin/messages";
import type { Count } from "@/lib/admin/paging";
import { requireAdmin } from "@/lib/admin/require-admin";
import { countActiveSessions } from "@/lib/admin/sessions";
import { SIGN_UP_DAYS, signUps } from "@/lib/admin/sign-ups";
import { getTranslations, useLocale, useTranslations } from "@/lib/i18n";

export default async function OverviewPage() {
  const { visitor } = await requireAdmin();
  const [identities, sessions, queued, abandoned, recent] = await Promise.all([
    countIdentities(visitor),
    countActiveSessions(visitor),
    countMessages(visitor, "queued"),
    countMessages(visitor, "abandoned"),
    signUps(visitor),
  ]);
  const t = await getTranslations("admin.overview");
  return (
    <AdminShell title={t("title")} current="overview" here="/admin">
      <dl className="mt-8 grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
        <Figure name={t("identities")} value={identities} href="/admin/identities" />
        <Figure name={t("activeSessions")} value={sessions} href="/admin/sessions?active=true" />
        <Figure name={t("queued")} value={queued} href="/admin/messages?status=queued" />
        <Figure name={t("abandoned")} value={abandoned} href="/admin/messages?status=abandoned" />
      </dl>
      <h2 className="mt-10 text-lg font-semibold">{t("signUps", { days: SIGN_UP_DAYS })}</h2>
      <Card className="mt-3">
        {!recent.isComplete && (
          <p className="text-sm text-muted">{t("counting", { count: recent.counted })}</p>
        )}
        <SignUpChart days={recent.days} />
      </Card>
    </AdminShell>
  );
}

function Figure({ name, value, href }: { name: string; value: Count | undefined; href: string }) {
  const t = useTranslations("admin.common");
  const locale = useLocale();
  return (
    <Card>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-1 text-3xl font-semibold tabular-nums">
        <Link href={href} look="plain" className="hover:underline">
          {value === undefined
            ? t("unknown")
            : `${new Intl.NumberFormat(locale).format(value.count)}${value.isPartial ? "+" : ""}`}
        </Link>
      </dd>
    </Card>
  );
}
