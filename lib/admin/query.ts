/** The console's addresses: one value for each parameter, empty ones left out. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export async function queryOf<Name extends string>(
  searchParams: SearchParams,
  names: readonly Name[],
): Promise<Record<Name, string | undefined>> {
  const given = await searchParams;
  const entries = names.map((name) => {
    const value = [given[name]].flat()[0]?.trim();
    return [name, value === "" ? undefined : value] as const;
  });
  return Object.fromEntries(entries) as Record<Name, string | undefined>;
}
