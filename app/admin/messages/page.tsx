import type { Message } from "@ory/client";
import { DataTable } from "@/components/admin/data-table";
import { statusText } from "@/components/admin/message-status";
import { Pager, hrefWith } from "@/components/admin/pager";
import { Trouble } from "@/components/admin/trouble";
import { AdminShell } from "@/components/shell/admin-shell";
import { Button } from "@/components/ui/button";
import { Field, inputStyle } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { listMessages, messageStatuses } from "@/lib/admin/messages";
import { queryOf, type SearchParams } from "@/lib/admin/query";
import { requireAdmin } from "@/lib/admin/require-admin";
import { getTranslations, useTranslations } from "@/lib/i18n";

const PATH = "/admin/messages";

export default async function MessagesPage({ searchParams }: { searchParams: SearchParams }) {
  const { visitor } = await requireAdmin();
  const { recipient, after, ...query } = await queryOf(searchParams, ["status", "recipient", "after"]);
  const status = messageStatuses.find((each) => each === query.status);
  const found = await listMessages(visitor, { status, recipient, pageToken: after });
  const t = await getTranslations("admin.messages");
  const common = await getTranslations("admin.common");
  return (
    <AdminShell title={t("title")} current="messages" here={hrefWith(PATH, { status, recipient })}>
      <form method="get" action={PATH} className="mt-6 flex flex-wrap items-end gap-3">
        <Field id="status" label={t("status")} messages={[]}>
          <select id="status" name="status" defaultValue={status ?? ""} className={inputStyle({})}>
            <option value="">{common("all")}</option>
            {messageStatuses.map((each) => (
              <option key={each} value={each}>
                {t(`statuses.${each}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field id="recipient" label={t("recipient")} messages={[]}>
          <input
            id="recipient"
            name="recipient"
            type="search"
            defaultValue={recipient}
            autoComplete="off"
            className={inputStyle({})}
          />
        </Field>
        <Button type="submit">{common("filter")}</Button>
      </form>
      {found.kind === "ok" ? (
        <>
          <Messages items={found.value.items} />
          <Pager
            path={PATH}
            query={{ status, recipient }}
            next={found.value.next}
            isFirst={after === undefined}
          />
        </>
      ) : (
        <Trouble result={found} />
      )}
    </AdminShell>
  );
}

function Messages({ items }: { items: Message[] }) {
  const t = useTranslations("admin.messages");
  if (items.length === 0) return <p className="mt-6 text-muted">{t("none")}</p>;
  return (
    <DataTable
      caption={t("title")}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          name: t("recipient"),
          kind: "head",
          cell: ({ id, recipient }) => <Link href={`${PATH}/${id}`}>{recipient}</Link>,
        },
        { name: t("template"), cell: (message) => message.template_type },
        {
          name: t("status"),
          kind: "narrow",
          cell: (message) => (
            <span className={message.status === "abandoned" ? "text-danger" : undefined}>
              {statusText(message, t)}
            </span>
          ),
        },
        { name: t("sendCount"), kind: "narrow", cell: (message) => message.send_count },
        { name: t("created"), kind: "narrow", cell: (message) => <Time value={message.created_at} /> },
      ]}
    />
  );
}
