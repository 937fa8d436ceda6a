/**
 * How a page tells its handler what it has done to a field: lists are typed a line each, and moments without their zone,
 * since HTML has no inputs for either as the service wants them. These fields are ours and go no further.
 */
import type { Fields } from "./fields";

/** A hidden field of this name has the name of a field that holds a list, one text a line. */
export const LIST_HINT = "foyer.list";
/** The same for one that holds a moment in UTC, as `datetime-local` writes it. */
export const MOMENT_HINT = "foyer.moment";

/** @returns the fields as the service wants them: a list is a field that comes again, a moment has its zone */
export function asServiceWants(fields: Fields): Fields {
  const named = (hint: string) => new Set(fields.flatMap(([name, value]) => (name === hint ? [value] : [])));
  const lists = named(LIST_HINT);
  const moments = named(MOMENT_HINT);
  return fields.flatMap(([name, value]): [string, string][] => {
    if (name === LIST_HINT || name === MOMENT_HINT) return [];
    if (lists.has(name)) return linesOf(value).map((line) => [name, line]);
    return [[name, moments.has(name) ? momentOf(value) : value]];
  });
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What makes no sense is left for the service to refuse. */
function momentOf(text: string): string {
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? text : new Date(at).toISOString();
}

/** A moment as `datetime-local` takes it, in UTC. One without a zone is what was typed there. */
export function momentText(value: string): string {
  const at = /(Z|[+-]\d\d:?\d\d)$/i.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? value : new Date(at).toISOString().slice(0, 16);
}
