// The identity schemas, for everybody: forms are built from them. (Served on the public port; the admin port leads there.)
import { notFound } from "../http/errors.js";
import { mixedHeaders, readMixed } from "../http/pagination.js";
import { ok, type AdminHandler } from "./answer.js";

export const listSchemas: AdminHandler = (context, { query }) => {
  const all = context.schemas.list();
  const window = readMixed(query);
  const page = all.slice(window.offset, window.offset + window.limit);
  return ok(
    page.map(({ id, document }) => ({ id, schema: document })),
    mixedHeaders("/schemas", query, window, all.length),
  );
};

export const getSchema: AdminHandler = (context, request) => {
  const id = request.params.id ?? "";
  const schema = context.schemas.find(id);
  if (!schema) throw notFound(`There is no identity schema ${JSON.stringify(id)}.`);
  return ok(schema.document);
};
