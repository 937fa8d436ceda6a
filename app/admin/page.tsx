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
import { format, getLanguage } from "@/lib/i18n";

export default async function OverviewPage() {
  const { visitor } = await requireAdmin();
  const [identities, sessions, queued, abandoned, recent] = await Promise.all([
    countIdentities(visitor),
    countActiveSessions(visitor),
    countMessages(visitor, "queued"),
    countMessages(visitor, "abandoned"),
    signUps(visitor),
  ]);
  const { overview: texts } = getLanguage().admin;
  return (
    <AdminShell title={texts.title} current="overview" here="/admin">
      <dl className="mt-8 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Figure name={texts.identities} value={identities} href="/admin/identities" />
        <Figure name={texts.activeSessions} value={sessions} href="/admin/sessions?active=true" />
        <Figure name={texts.queued} value={queued} href="/admin/messages?status=queued" />
        <Figure name={texts.abandoned} value={abandoned} href="/admin/messages?status=abandoned" />
      </dl>
      <h2 className="mt-10 text-lg font-semibold">{format(texts.signUps, { days: String(SIGN_UP_DAYS) })}</h2>
      <Card className="mt-3">
        {!recent.isComplete && (
          <p className="text-sm text-muted">{format(texts.counting, { count: String(recent.counted) })}</p>
        )}
        <SignUpChart days={recent.days} />
      </Card>
    </AdminShell>
  );
}

function Figure({ name, value, href }: { name: string; value: Count | undefined; href: string }) {
  const { code, admin } = getLanguage();
  return (
    <Card>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-1 text-3xl font-semibold tabular-nums">
        <Link href={href} look="plain" className="hover:underline">
          {value === undefined
            ? admin.common.unknown
            : `${new Intl.NumberFormat(code).format(value.count)}${value.isPartial ? "+" : ""}`}
        </Link>
      </dd>
    </Card>
  );
}
