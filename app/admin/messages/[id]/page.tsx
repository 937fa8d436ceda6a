import type { Message } from "@ory/client";
import { Cell, DataTable, RowHead } from "@/components/admin/data-table";
import { statusText } from "@/components/admin/message-status";
import { Trouble } from "@/components/admin/trouble";
import { AdminShell } from "@/components/shell/admin-shell";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { getMessage } from "@/lib/admin/messages";
import { requireAdmin } from "@/lib/admin/require-admin";
import { getLanguage } from "@/lib/i18n";

export default async function MessagePage({ params }: { params: Promise<{ id: string }> }) {
  const { visitor } = await requireAdmin();
  const { id } = await params;
  const found = await getMessage(visitor, id);
  const { messages: texts } = getLanguage().admin;
  const isGone = found.kind === "refused" && found.status === 404;
  const title = found.kind === "ok" ? found.value.recipient : isGone ? texts.gone : texts.title;
  return (
    <AdminShell title={title} current="messages" here={`/admin/messages/${encodeURIComponent(id)}`}>
      <p className="mt-2 text-sm">
        <Link href="/admin/messages" look="quiet">
          {texts.back}
        </Link>
      </p>
      {found.kind === "ok" ? <MessageFacts message={found.value} /> : !isGone && <Trouble result={found} />}
    </AdminShell>
  );
}

/** What was sent is not shown: it holds codes and links that let its reader in. */
function MessageFacts({ message }: { message: Message }) {
  const { messages: texts } = getLanguage().admin;
  const facts = [
    [texts.template, message.template_type],
    [texts.status, statusText(message)],
    [texts.sendCount, String(message.send_count)],
  ] as const;
  const tries = message.dispatches ?? [];
  return (
    <>
      <Card className="mt-6 max-w-2xl">
        <dl className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[8rem_1fr]">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <dt className="text-muted">{texts.created}</dt>
          <dd>
            <Time value={message.created_at} />
          </dd>
        </dl>
      </Card>
      <h2 className="mt-10 text-lg font-semibold">{texts.tries}</h2>
      {tries.length === 0 ? (
        <p className="mt-3 text-muted">{texts.noTries}</p>
      ) : (
        <DataTable caption={texts.tries} columns={[texts.created, texts.status]}>
          {tries.map(({ id, created_at: at, status }) => (
            <tr key={id}>
              <RowHead>
                <Time value={at} />
              </RowHead>
              <Cell>{status === "success" ? texts.success : texts.failed}</Cell>
            </tr>
          ))}
        </DataTable>
      )}
    </>
  );
}
