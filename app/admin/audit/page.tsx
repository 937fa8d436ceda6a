import { actionId, AuditTable } from "@/components/admin/audit-table";
import { Pager, hrefWith } from "@/components/admin/pager";
import { AdminShell } from "@/components/shell/admin-shell";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field, inputStyle } from "@/components/ui/field";
import { queryOf, type SearchParams } from "@/lib/admin/query";
import { requireAdmin } from "@/lib/admin/require-admin";
import { auditActions, readAudit } from "@/lib/audit/audit-log";
import { auditFilterNames, auditFilterOf } from "@/lib/audit/filter";
import { database } from "@/lib/db/database";
import { getTranslations } from "@/lib/i18n";

const PATH = "/admin/audit";
const PAGE_SIZE = 50;

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  await requireAdmin();
  const { after, ...query } = await queryOf(searchParams, [...auditFilterNames, "after"]);
  const { entries, next } = await readAudit(database(), {
    filter: auditFilterOf(query),
    after,
    limit: PAGE_SIZE,
  });
  const t = await getTranslations("admin.audit");
  const common = await getTranslations("admin.common");
  const inputs = [
    { name: "actor", label: t("actor"), type: "search" },
    { name: "subject", label: t("subject"), type: "search" },
    { name: "from", label: t("from"), type: "date" },
    { name: "until", label: t("until"), type: "date" },
  ] as const;
  return (
    <AdminShell title={t("title")} current="audit" here={hrefWith(PATH, query)}>
      <p className="mt-2 text-muted">{t("lead")}</p>
      <form method="get" action={PATH} className="mt-6 flex flex-wrap items-end gap-3">
        <Field id="action" label={t("action")} messages={[]}>
          <select id="action" name="action" defaultValue={query.action ?? ""} className={inputStyle({})}>
            <option value="">{common("all")}</option>
            {auditActions.map((action) => (
              <option key={action} value={action}>
                {t(`actions.${actionId(action)}`)}
              </option>
            ))}
          </select>
        </Field>
        {inputs.map(({ name, label, type }) => (
          <Field key={name} id={name} label={label} messages={[]}>
            <input
              id={name}
              name={name}
              type={type}
              defaultValue={query[name]}
              autoComplete="off"
              className={inputStyle({})}
            />
          </Field>
        ))}
        <Button type="submit">{common("filter")}</Button>
        <ButtonLink href={hrefWith("/api/admin/audit", query)} download="audit-log.csv">
          {t("export")}
        </ButtonLink>
      </form>
      <AuditTable entries={entries} caption={t("title")} />
      <Pager path={PATH} query={query} next={next} isFirst={after === undefined} />
    </AdminShell>
  );
}
