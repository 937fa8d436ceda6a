import type { Session } from "@ory/client";
import { deviceName, devicePlace, firstDevice } from "@/lib/account/device";
import { personAddress, personName } from "@/components/account/person";
import { deviceText } from "@/components/account/session-row";
import { ActionForm } from "@/components/admin/action-form";
import { Cell, DataTable, Row, RowHead } from "@/components/admin/data-table";
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
  if (items.length === 0) return <p className="mt-6 text-muted">{t("none")}</p>;
  return (
    <DataTable
      caption={t("title")}
      columns={[t("who"), t("device"), t("signedIn"), t("ends"), t("state"), t("revoke")]}
    >
      {items.map((session) => (
        <SessionLine key={session.id} session={session} />
      ))}
    </DataTable>
  );
}

function SessionLine({ session, columns }: { session: Session; columns?: readonly string[] }) {
  const t = useTranslations("admin.sessions");
  const { identity } = session;
  const device = firstDevice(session);
  const name = deviceText(deviceName(device?.user_agent), useTranslations("sessions"));
  return (
    <Row columns={columns}>
      <RowHead>
        {identity ? (
          <Link href={`/admin/identities/${identity.id}`}>
            {personAddress(identity) ?? personName(identity) ?? identity.id}
          </Link>
        ) : (
          session.id
        )}
      </RowHead>
      <Cell>
        {name}
        <span className="block text-muted">{devicePlace(device)}</span>
      </Cell>
      <Cell isNarrow>
        <Time value={session.authenticated_at} />
      </Cell>
      <Cell isNarrow>
        <Time value={session.expires_at} withTime={false} />
      </Cell>
      <Cell isNarrow>{session.active ? t("active") : t("over")}</Cell>
      <Cell isNarrow>
        {session.active && identity && (
          <ActionForm action={revokeOne.bind(null, identity.id, session.id)}>
            <Button type="submit" look="quiet" aria-label={t("revokeLabel", { device: name })}>
              {t("revoke")}
            </Button>
          </ActionForm>
        )}
      </Cell>
    </Row>
  );
}
