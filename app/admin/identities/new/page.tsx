import { TraitsForm } from "@/components/admin/traits-form";
import { Trouble } from "@/components/admin/trouble";
import { AdminShell } from "@/components/shell/admin-shell";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, inputStyle } from "@/components/ui/field";
import { queryOf, type SearchParams } from "@/lib/admin/query";
import { requireAdmin } from "@/lib/admin/require-admin";
import { type IdentitySchema, listSchemas } from "@/lib/admin/schemas";
import { traitFields } from "@/lib/forms/trait-fields";
import { getTranslations, useTraitTitle, useTranslations } from "@/lib/i18n";
import { create } from "../actions";

const PATH = "/admin/identities/new";

export default async function NewIdentityPage({ searchParams }: { searchParams: SearchParams }) {
  const { visitor } = await requireAdmin();
  const { schema } = await queryOf(searchParams, ["schema"]);
  const schemas = await listSchemas(visitor);
  const t = await getTranslations("admin.create");
  return (
    <AdminShell title={t("title")} current="identities" here={PATH}>
      <div className="max-w-2xl">
        <p className="mt-2 text-muted">{t("lead")}</p>
        {schemas.kind === "ok" ? (
          <SchemaForm schemas={schemas.value} chosen={schema} />
        ) : (
          <Trouble result={schemas} />
        )}
      </div>
    </AdminShell>
  );
}

function SchemaForm({ schemas, chosen }: { schemas: IdentitySchema[]; chosen: string | undefined }) {
  const t = useTranslations("admin.create");
  const titleOf = useTraitTitle();
  const schema = schemas.find(({ id }) => id === chosen) ?? schemas[0];
  if (!schema) return <p className="mt-6 text-muted">{t("noFields")}</p>;
  const fields = traitFields(schema.schema);
  return (
    <>
      {schemas.length > 1 && (
        <form method="get" action={PATH} className="mt-6 flex flex-wrap items-end gap-3">
          <Field id="schema" label={t("schema")} messages={[]}>
            <select id="schema" name="schema" defaultValue={schema.id} className={inputStyle({})}>
              {schemas.map(({ id }) => (
                <option key={id}>{id}</option>
              ))}
            </select>
          </Field>
          <Button type="submit">{t("useSchema")}</Button>
        </form>
      )}
      <Card className="mt-6">
        {fields.length === 0 && <p className="mb-4 text-muted">{t("noFields")}</p>}
        <TraitsForm
          action={create.bind(null, schema.id)}
          fields={fields.map((field) => ({ ...field, label: titleOf(field.label) }))}
          texts={{}}
          submit={t("submit")}
          cancel={{ href: "/admin/identities", text: t("cancel") }}
        />
      </Card>
    </>
  );
}
