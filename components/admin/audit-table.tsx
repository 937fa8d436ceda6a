/** Entries of the audit log. */
import type { AuditAction, AuditEntry } from "@/lib/audit/audit-log";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { useTranslations } from "@/lib/i18n";
import { DataTable } from "./data-table";

export function AuditTable({ entries, caption }: { entries: readonly AuditEntry[]; caption: string }) {
  const t = useTranslations("admin.audit");
  if (entries.length === 0) return <p className="mt-4 text-muted">{t("none")}</p>;
  return (
    <DataTable
      caption={caption}
      rows={entries}
      keyOf={({ id }) => String(id)}
      columns={[
        { name: t("at"), kind: "narrow", cell: ({ at }) => <Time value={at} /> },
        { name: t("action"), cell: ({ action }) => t(`actions.${actionId(action)}`) },
        {
          name: t("actor"),
          cell: ({ actorId }) => (actorId === null ? t("app") : <IdentityLink id={actorId} />),
        },
        {
          name: t("subject"),
          cell: ({ subject }) =>
            subject.kind === "identity" ? <IdentityLink id={subject.id} /> : subject.id,
        },
        {
          name: t("address"),
          kind: "narrow",
          cell: ({ address }) => address !== null && <bdi dir="ltr">{address}</bdi>,
        },
        {
          name: t("details"),
          cell: ({ details }) => (
            <bdi dir="ltr">
              {Object.entries(details)
                .map(([name, value]) => `${name}: ${[value].flat().join(", ")}`)
                .join("; ")}
            </bdi>
          ),
        },
      ]}
    />
  );
}

function IdentityLink({ id }: { id: string }) {
  return (
    <Link href={`/admin/identities/${id}`} look="quiet" className="font-mono text-xs">
      {id.slice(0, 8)}
    </Link>
  );
}

/** An action's text id: a dot in it would be a step in the catalogue. */
export function actionId<A extends AuditAction>(action: A): ActionId<A> {
  return action.replace(".", "_") as ActionId<A>;
}

type ActionId<A extends AuditAction> = A extends `${infer Subject}.${infer Act}`
  ? `${Subject}_${Act}`
  : never;
