// What a request brought along in its address and its form, in the types that the description speaks of.
import type { Operation, Parameter, Schema, SchemaObject } from "../model.js";
import type { Match } from "./match.js";

export interface GivenParameter {
  parameter: Parameter;
  value: unknown;
}

/** @param header the value of a Content-Type header. @returns the media type alone, in lower case */
export function mediaType(header: string | undefined): string {
  return header?.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** The described parameters of a query that were sent; an empty one counts as none. */
export function queryValues({ parameters = [] }: Operation, address: string): GivenParameter[] {
  const query = searchOf(address);
  return parameters
    .filter(
      (parameter) => parameter.in === "query" && query.getAll(parameter.name).some((text) => text !== ""),
    )
    .map((parameter) => ({ parameter, value: typed(parameter.schema, query.getAll(parameter.name)) }));
}

/** The parameters in a path. */
export function pathValues({ path: template, operation }: Match, address: string): GivenParameter[] {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (names.length === 0) return [];
  // On the admin port a path may stand with or without its prefix: what counts is the end.
  const segments = (address.split("?")[0] ?? "").split("/").slice(-template.split("/").length);
  const places = template.split("/").slice(-segments.length);
  return (operation.parameters ?? []).flatMap((parameter) => {
    const segment = segments[places.indexOf(`{${parameter.name}}`)];
    if (parameter.in !== "path" || segment === undefined) return [];
    return [{ parameter, value: typed(parameter.schema, [decodeURIComponent(segment)]) }];
  });
}

/** The fields of a form; one that was sent several times is a list. */
export function formValue(body: string): Record<string, string | string[]> {
  const fields = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      const all = fields.getAll(name);
      // Named unseen and again by the button that was pressed: the button, which comes last, counts.
      const isOne = all.length === 1 || name === "method";
      return [name, isOne ? (all.at(-1) ?? "") : all];
    }),
  );
}

function searchOf(address: string): URLSearchParams {
  const start = address.indexOf("?");
  return new URLSearchParams(start === -1 ? "" : address.slice(start + 1));
}

/** Texts of an address as what the schema says that they are. What is no such thing stays text, and is a fault. */
function typed(schema: Schema, texts: string[]): unknown {
  const type = typeof schema === "object" ? schema.type : undefined;
  if (type === "array") {
    const { items = true } = schema as SchemaObject;
    return texts.map((text) => typed(items, [text]));
  }
  const text = texts.at(-1) ?? "";
  if ((type === "integer" || type === "number") && text.trim() !== "" && Number.isFinite(Number(text))) {
    return Number(text);
  }
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
