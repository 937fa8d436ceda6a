// A small, safe part of Go's text/template and html/template: what mail templates need, carried out as Kratos does it.
// Whatever is not part of it is refused when a template is read, with file and line.
import { checkTemplate } from "./check.js";
import { execute } from "./execute.js";
import type { Value } from "./format.js";
import { parse, type Definitions } from "./parse.js";
import type { Source } from "./tokens.js";

export { TemplateError } from "./error.js";
export type { Value } from "./format.js";
export type { Source } from "./tokens.js";

export interface TemplateFiles {
  /** The template itself. */
  main: Source;
  /** Other files whose templates it may call, by their file names. */
  others?: { name: string; source: Source }[];
}

export type Render = (data: { [field: string]: Value }) => string;

/**
 * Reads a template.
 *
 * @param fields the fields that the data will have; another one is an error here, as it is in Kratos
 * @returns a function that fills it in; it throws TemplateError when a value doesn't fit what is done with it
 * @throws TemplateError
 */
export function compileTemplate(
  files: TemplateFiles,
  options: { isHtml: boolean; fields: Iterable<string> },
): Render {
  const definitions: Definitions = new Map();
  for (const { name, source } of files.others ?? []) parse(source, name, definitions);
  const main = "this file";
  parse(files.main, main, definitions);
  const nodes = checkTemplate(main, { definitions, isHtml: options.isHtml, fields: new Set(options.fields) });
  return (data) => execute(nodes, data, { isHtml: options.isHtml });
}
