import type { Message } from "@ory/client";
import { DataTable } from "@/components/admin/data-table";
import { statusText } from "@/components/admin/message-status";
import { Trouble } from "@/components/admin/trouble";
import { AdminShell } from "@/components/shell/admin-shell";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { getMessage } from "@/lib/admin/messages";
import { requireAdmin } from "@/lib/admin/require-admin";
import { getTranslations, useTranslations } from "@/lib/i18n";

export default async function MessagePage({ params }: { params: Promise<{ id: string }> }) {
  const { visitor } = await requireAdmin();
  const { id } = await params;
  const found = await getMessage(visitor, id);
  const t = await getTranslations("admin.messages");
  const isGone = found.kind === "refused" && found.status === 404;
  const title = found.kind === "ok" ? found.value.recipient : isGone ? t("gone") : t("title");
  return (
    <AdminShell title={title} current="messages" here={`/admin/messages/${encodeURIComponent(id)}`}>
      <p className="mt-2 text-sm">
        <Link href="/admin/messages" look="quiet">
          {t("back")}
        </Link>
      </p>
      {found.kind === "ok" ? <MessageFacts message={found.value} /> : !isGone && <Trouble result={found} />}
    </AdminShell>
  );
}

/** What was sent is not shown: it holds codes and links that let its reader in. */
function MessageFacts({ message }: { message: Message }) {
  const t = useTranslations("admin.messages");
  const facts = [
    [t("template"), message.template_type],
    [t("status"), statusText(message, t)],
    [t("sendCount"), String(message.send_count)],
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
          <dt className="text-muted">{t("created")}</dt>
          <dd>
            <Time value={message.created_at} />
          </dd>
        </dl>
      </Card>
      <h2 className="mt-10 text-lg font-semibold">{t("tries")}</h2>
      {tries.length === 0 ? (
        <p className="mt-3 text-muted">{t("noTries")}</p>
      ) : (
        <DataTable
          caption={t("tries")}
          rows={tries}
          keyOf={({ id }) => id}
          columns={[
            { name: t("created"), kind: "head", cell: ({ created_at: at }) => <Time value={at} /> },
            {
              name: t("status"),
              cell: ({ status }) => (status === "success" ? t("success") : t("failed")),
            },
          ]}
        />
      )}
    </>
  );
}
