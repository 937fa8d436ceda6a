import type { Session } from "@ory/client";
import { deviceName, devicePlace, firstDevice } from "@/lib/account/device";
import { personAddress, personName } from "@/components/account/person";
import { deviceText } from "@/lib/account/device-text";
import { ActionForm } from "@/components/admin/action-form";
import { DataTable } from "@/components/admin/data-table";
import { Pager, hrefWith } from "@/components/admin/pager";
import { Trouble } from "@/components/admin/trouble";
import { AdminShell } from "@/components/shell/admin-shell";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { queryOf, type SearchParams } from "@/lib/admin/query";
import { requireAdmin } from "@/lib/admin/require-admin";
import { listSessions } from "@/lib/admin/sessions";
import { getTranslations, useTranslations } from "@/lib/i18n";
import { revokeOne } from "../identities/actions";

const PATH = "/admin/sessions";

export default async function SessionsPage({ searchParams }: { searchParams: SearchParams }) {
  const { visitor } = await requireAdmin();
  const { active, after } = await queryOf(searchParams, ["active", "after"]);
  const isActiveOnly = active === "true";
  const found = await listSessions(visitor, { active: isActiveOnly || undefined, pageToken: after });
  const t = await getTranslations("admin.sessions");
  const common = await getTranslations("admin.common");
  return (
    <AdminShell title={t("title")} current="sessions" here={hrefWith(PATH, { active })}>
      <p className="mt-4 text-sm">
        {isActiveOnly ? (
          <Link href={PATH}>{common("all")}</Link>
        ) : (
          <Link href={`${PATH}?active=true`}>{t("onlyActive")}</Link>
        )}
        {found.kind === "ok" && found.value.total !== undefined && (
          <span className="ms-4 text-muted">{common("total", { count: found.value.total })}</span>
        )}
      </p>
      {found.kind === "ok" ? (
        <>
          <Sessions items={found.value.items} />
          <Pager path={PATH} query={{ active }} next={found.value.next} isFirst={after === undefined} />
        </>
      ) : (
        <Trouble result={found} />
      )}
    </AdminShell>
  );
}

function Sessions({ items }: { items: Session[] }) {
  const t = useTranslations("admin.sessions");
  const devices = useTranslations("sessions");
  const deviceOf = (session: Session) => deviceText(deviceName(firstDevice(session)?.user_agent), devices);
  if (items.length === 0) return <p className="mt-6 text-muted">{t("none")}</p>;
  return (
    <DataTable
      caption={t("title")}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { name: t("who"), kind: "head", cell: (session) => <Who session={session} /> },
        {
          name: t("device"),
          cell: (session) => (
            <>
              {deviceOf(session)}
              <span className="block text-muted">{devicePlace(firstDevice(session))}</span>
            </>
          ),
        },
        {
          name: t("signedIn"),
          kind: "narrow",
          cell: (session) => <Time value={session.authenticated_at} />,
        },
        {
          name: t("ends"),
          kind: "narrow",
          cell: (session) => <Time value={session.expires_at} withTime={false} />,
        },
        { name: t("state"), kind: "narrow", cell: ({ active }) => (active ? t("active") : t("over")) },
        {
          name: t("revoke"),
          kind: "narrow",
          cell: (session) =>
            session.active &&
            session.identity && (
              <ActionForm action={revokeOne.bind(null, session.id)}>
                <Button
                  type="submit"
                  look="quiet"
                  aria-label={t("revokeLabel", { device: deviceOf(session) })}
                >
                  {t("revoke")}
                </Button>
              </ActionForm>
            ),
        },
      ]}
    />
  );
}

function Who({ session: { id, identity } }: { session: Session }) {
  if (!identity) return id;
  return (
    <Link href={`/admin/identities/${identity.id}`}>
      {personAddress(identity) ?? personName(identity) ?? identity.id}
    </Link>
  );
}
