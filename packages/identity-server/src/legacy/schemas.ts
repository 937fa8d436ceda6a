// The list of schemas, by page number alone, with the default one at its end.
import { ok, type AdminHandler } from "../admin/answer.js";
import { publicUrl } from "../flows/return-to.js";
import { pageHeaders, readPage } from "../http/pagination.js";

export const listSchemas: AdminHandler = (context, { query }) => {
  const { schemas } = context;
  const isDefault = (id: string) => id === schemas.defaultSchema().id;
  const all = schemas.list().toSorted((a, b) => Number(isDefault(a.id)) - Number(isDefault(b.id)));
  const window = readPage(query);
  const page = all
    .slice(window.offset, window.offset + window.limit)
    .map(({ id, document }) => ({ id, schema: document }));
  return ok(
    page.length > 0 ? page : null,
    pageHeaders(publicUrl(context.config(), "/schemas"), new URLSearchParams(), window, all.length),
  );
};
