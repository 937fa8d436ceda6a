/**
 * What the identity schema says of a flow's traits beyond what its nodes do: choices, lists, bounds, descriptions. The
 * pages work without; where the service does not hand its schemas out they show plain fields.
 */
import "server-only";
import { headers } from "next/headers";
import { listSchemas, type IdentitySchema } from "@/lib/admin/schemas";
import { type TraitField, traitFields } from "@/lib/forms/trait-fields";
import { type Visitor, visitorOf } from "@/lib/request";

/** How long schemas are taken for what they were: they change with the configuration. */
const FRESH_MS = 60_000;

export type TraitFields = ReadonlyMap<string, TraitField>;

interface FlowWithTraits {
  /** Of registration, where it is known. */
  identity_schema?: unknown;
  /** Of settings. */
  identity?: { schema_id: string } | undefined;
  ui: { nodes: { attributes: object }[] };
}

/** @returns the traits that the flow asks for, by field name; none where their schema is not known */
export async function readFlowTraits(flow: FlowWithTraits): Promise<TraitFields> {
  const names = flow.ui.nodes.flatMap(({ attributes }) =>
    "name" in attributes && String(attributes.name).startsWith("traits.") ? [String(attributes.name)] : [],
  );
  if (names.length === 0) return new Map();
  const schemas = await freshSchemas(visitorOf(await headers()));
  const id = flow.identity?.schema_id ?? flow.identity_schema;
  const known = schemas.map(({ id: each, schema }) => ({ id: each, fields: traitFields(schema) }));
  const match =
    known.find((each) => each.id === id) ??
    // A flow need not say which schema it asks for: it is the one that has its fields.
    known.find(({ fields }) => names.every((name) => fields.some((field) => field.name === name)));
  return new Map(match?.fields.map((field) => [field.name, field]));
}

let kept: { schemas: IdentitySchema[]; until: number } | undefined;

async function freshSchemas(visitor: Visitor): Promise<IdentitySchema[]> {
  if (kept && kept.until > Date.now()) return kept.schemas;
  const result = await listSchemas(visitor);
  const schemas = result.kind === "ok" ? result.value : (kept?.schemas ?? []);
  kept = { schemas, until: Date.now() + FRESH_MS };
  return schemas;
}
