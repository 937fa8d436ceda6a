import { DataTable } from "@/components/admin/data-table";
import { Trouble } from "@/components/admin/trouble";
import { AdminShell } from "@/components/shell/admin-shell";
import { requireAdmin } from "@/lib/admin/require-admin";
import { type IdentitySchema, listSchemas } from "@/lib/admin/schemas";
import { traitFields } from "@/lib/forms/trait-fields";
import { getTranslations, useTraitTitle, useTranslations } from "@/lib/i18n";

export default async function SchemasPage() {
  const { visitor } = await requireAdmin();
  const found = await listSchemas(visitor);
  const t = await getTranslations("admin.schemas");
  return (
    <AdminShell title={t("title")} current="schemas" here="/admin/schemas">
      <p className="mt-2 text-muted">{t("lead")}</p>
      {found.kind === "ok" ? (
        found.value.map((schema) => <Schema key={schema.id} schema={schema} />)
      ) : (
        <Trouble result={found} />
      )}
      {found.kind === "ok" && found.value.length === 0 && <p className="mt-6 text-muted">{t("none")}</p>}
    </AdminShell>
  );
}

function Schema({ schema: { id, schema } }: { schema: IdentitySchema }) {
  const t = useTranslations("admin.schemas");
  const titleOf = useTraitTitle();
  return (
    <section className="mt-10">
      <h2 className="text-lg font-semibold">{id}</h2>
      <DataTable
        caption={`${id}: ${t("traits")}`}
        rows={traitFields(schema)}
        keyOf={({ name }) => name}
        columns={[
          { name: t("traits"), kind: "head", cell: ({ label }) => titleOf(label) },
          {
            name: t("field"),
            cell: ({ name }) => (
              <code dir="ltr" className="font-mono text-xs">
                {name}
              </code>
            ),
          },
          {
            name: t("kind"),
            kind: "narrow",
            cell: ({ input, isRequired }) => {
              const kind = input.kind === "text" ? input.type : input.kind;
              return isRequired ? `${kind} · ${t("required")}` : kind;
            },
          },
        ]}
      />
      <details className="mt-3 text-sm">
        <summary className="text-muted hover:text-ink">{t("raw")}</summary>
        <pre
          dir="ltr"
          tabIndex={0}
          className="mt-3 max-h-96 overflow-auto rounded-control bg-sunken p-4 font-mono text-xs leading-5"
        >
          {JSON.stringify(schema, null, 2)}
        </pre>
      </details>
    </section>
  );
}
