import type { Identity } from "@ory/client";
import { personAddress, personName } from "@/components/account/person";
import { DataTable } from "@/components/admin/data-table";
import { Pager } from "@/components/admin/pager";
import { Trouble } from "@/components/admin/trouble";
import { AdminShell } from "@/components/shell/admin-shell";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field, inputStyle } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { listIdentities } from "@/lib/admin/identities";
import { queryOf, type SearchParams } from "@/lib/admin/query";
import { requireAdmin } from "@/lib/admin/require-admin";
import { getTranslations, useTranslations } from "@/lib/i18n";

const PATH = "/admin/identities";

export default async function IdentitiesPage({ searchParams }: { searchParams: SearchParams }) {
  const { visitor } = await requireAdmin();
  const { search, after } = await queryOf(searchParams, ["search", "after"]);
  const found = await listIdentities(visitor, { search, pageToken: after });
  const t = await getTranslations("admin.identities");
  return (
    <AdminShell title={t("title")} current="identities" here={PATH}>
      <div className="mt-6 flex flex-wrap items-end justify-between gap-4">
        <form method="get" action={PATH} role="search" className="flex grow flex-wrap items-end gap-3">
          <div className="grow sm:max-w-md">
            <Field
              id="search"
              label={t("search")}
              messages={[{ id: "search-hint", text: t("searchHint"), tone: "info" }]}
            >
              <input
                id="search"
                name="search"
                type="search"
                defaultValue={search}
                aria-describedby="search-hint"
                autoComplete="off"
                className={inputStyle({})}
              />
            </Field>
          </div>
          <Button type="submit" className="sm:mb-7">
            {t("searchButton")}
          </Button>
          {search !== undefined && (
            <Link href={PATH} look="quiet" className="py-2.5 text-sm sm:mb-7">
              {t("clear")}
            </Link>
          )}
        </form>
        <ButtonLink href="/admin/identities/new" look="primary" className="sm:mb-7">
          {t("create")}
        </ButtonLink>
      </div>
      {found.kind === "ok" ? <Identities items={found.value.items} /> : <Trouble result={found} />}
      {found.kind === "ok" && (
        <Pager path={PATH} query={{ search }} next={found.value.next} isFirst={after === undefined} />
      )}
    </AdminShell>
  );
}

function Identities({ items }: { items: Identity[] }) {
  const t = useTranslations("admin.identities");
  const common = useTranslations("admin.common");
  if (items.length === 0) return <p className="mt-6 text-muted">{t("none")}</p>;
  return (
    <DataTable
      caption={t("title")}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { name: t("who"), kind: "head", cell: (identity) => <Who identity={identity} /> },
        {
          name: t("state"),
          kind: "narrow",
          cell: ({ state }) => (state === "inactive" ? t("inactive") : t("active")),
        },
        {
          name: t("confirmed"),
          kind: "narrow",
          cell: (identity) => {
            const address = personAddress(identity);
            const known = identity.verifiable_addresses?.find(({ value }) => value === address);
            return known ? (known.verified ? common("yes") : common("no")) : common("none");
          },
        },
        { name: t("created"), kind: "narrow", cell: (identity) => <Time value={identity.created_at} /> },
      ]}
    />
  );
}

function Who({ identity }: { identity: Identity }) {
  const address = personAddress(identity);
  const name = personName(identity);
  return (
    <>
      <Link href={`${PATH}/${identity.id}`}>{address ?? name ?? identity.id}</Link>
      {address !== undefined && name !== undefined && (
        <span className="block font-normal text-muted">{name}</span>
      )}
    </>
  );
}
