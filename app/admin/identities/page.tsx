import { personAddress, personName } from "@/components/account/person";
import { Cell, DataTable, RowHead } from "@/components/admin/data-table";
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
import { getLanguage } from "@/lib/i18n";

const PATH = "/admin/identities";

export default async function IdentitiesPage({ searchParams }: { searchParams: SearchParams }) {
  const { visitor } = await requireAdmin();
  const { search, after } = await queryOf(searchParams, ["search", "after"]);
  const found = await listIdentities(visitor, { search, pageToken: after });
  const { identities: texts } = getLanguage().admin;
  return (
    <AdminShell title={texts.title} current="identities" here={PATH}>
      <div className="mt-6 flex flex-wrap items-end justify-between gap-4">
        <form method="get" action={PATH} role="search" className="flex grow flex-wrap items-end gap-3">
          <div className="grow sm:max-w-md">
            <Field
              id="search"
              label={texts.search}
              messages={[{ id: "search-hint", text: texts.searchHint, tone: "info" }]}
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
          <Button type="submit" className="mb-7">
            {texts.searchButton}
          </Button>
          {search !== undefined && (
            <Link href={PATH} look="quiet" className="mb-10 text-sm">
              {texts.clear}
            </Link>
          )}
        </form>
        <ButtonLink href="/admin/identities/new" look="primary" className="mb-7">
          {texts.create}
        </ButtonLink>
      </div>
      {found.kind === "ok" ? <Identities items={found.value.items} /> : <Trouble result={found} />}
      {found.kind === "ok" && (
        <Pager path={PATH} query={{ search }} next={found.value.next} isFirst={after === undefined} />
      )}
    </AdminShell>
  );
}

type Found = Extract<Awaited<ReturnType<typeof listIdentities>>, { kind: "ok" }>["value"]["items"];

function Identities({ items }: { items: Found }) {
  const { identities: texts, common } = getLanguage().admin;
  if (items.length === 0) return <p className="mt-6 text-muted">{texts.none}</p>;
  return (
    <DataTable caption={texts.title} columns={[texts.who, texts.state, texts.confirmed, texts.created]}>
      {items.map((identity) => {
        const address = personAddress(identity);
        const name = personName(identity);
        const known = identity.verifiable_addresses?.find(({ value }) => value === address);
        return (
          <tr key={identity.id}>
            <RowHead>
              <Link href={`${PATH}/${identity.id}`}>{address ?? name ?? identity.id}</Link>
              {address !== undefined && name !== undefined && (
                <span className="block font-normal text-muted">{name}</span>
              )}
            </RowHead>
            <Cell isNarrow>{identity.state === "inactive" ? texts.inactive : texts.active}</Cell>
            <Cell isNarrow>{known ? (known.verified ? common.yes : common.no) : common.none}</Cell>
            <Cell isNarrow>
              <Time value={identity.created_at} />
            </Cell>
          </tr>
        );
      })}
    </DataTable>
  );
}
