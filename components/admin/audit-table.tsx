/** Entries of the audit log. */
import type { AuditEntry } from "@/lib/audit/audit-log";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { getLanguage } from "@/lib/i18n";
import { Cell, DataTable } from "./data-table";

export function AuditTable({ entries, caption }: { entries: readonly AuditEntry[]; caption: string }) {
  const { audit: texts } = getLanguage().admin;
  if (entries.length === 0) return <p className="mt-4 text-muted">{texts.none}</p>;
  return (
    <DataTable
      caption={caption}
      columns={[texts.at, texts.action, texts.actor, texts.subject, texts.address, texts.details]}
    >
      {entries.map(({ id, at, action, actorId, subject, address, details }) => (
        <tr key={id}>
          <Cell isNarrow>
            <Time value={at} />
          </Cell>
          <Cell>{texts.actions[action]}</Cell>
          <Cell>{actorId === null ? texts.app : <IdentityLink id={actorId} />}</Cell>
          <Cell>{subject.kind === "identity" ? <IdentityLink id={subject.id} /> : subject.id}</Cell>
          <Cell isNarrow>{address ?? ""}</Cell>
          <Cell>
            {Object.entries(details)
              .map(([name, value]) => `${name}: ${[value].flat().join(", ")}`)
              .join("; ")}
          </Cell>
        </tr>
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
