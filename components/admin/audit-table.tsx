/** Entries of the audit log. */
import type { AuditAction, AuditEntry } from "@/lib/audit/audit-log";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { useTranslations } from "@/lib/i18n";
import { Cell, DataTable, Row } from "./data-table";

export function AuditTable({ entries, caption }: { entries: readonly AuditEntry[]; caption: string }) {
  const t = useTranslations("admin.audit");
  if (entries.length === 0) return <p className="mt-4 text-muted">{t("none")}</p>;
  return (
    <DataTable
      caption={caption}
      columns={[t("at"), t("action"), t("actor"), t("subject"), t("address"), t("details")]}
    >
      {entries.map(({ id, at, action, actorId, subject, address, details }) => (
        <Row key={id}>
          <Cell isNarrow>
            <Time value={at} />
          </Cell>
          <Cell>{t(`actions.${actionId(action)}`)}</Cell>
          <Cell>{actorId === null ? t("app") : <IdentityLink id={actorId} />}</Cell>
          <Cell>{subject.kind === "identity" ? <IdentityLink id={subject.id} /> : subject.id}</Cell>
          <Cell isNarrow>{address !== null && <bdi dir="ltr">{address}</bdi>}</Cell>
          <Cell>
            <bdi dir="ltr">
              {Object.entries(details)
                .map(([name, value]) => `${name}: ${[value].flat().join(", ")}`)
                .join("; ")}
            </bdi>
          </Cell>
        </Row>
      ))}
    </DataTable>
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
