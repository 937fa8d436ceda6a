// Validates traits against an identity schema and reads identifiers and addresses off them, in one pass.
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from "ajv";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import {
  applyExtension,
  emptyDerivation,
  EXTENSION_KEYWORD,
  extensionSchema,
  type Derivation,
  type DerivedIdentifiers,
  type TraitExtension,
} from "./extension.js";
import { isDraft07 } from "./draft-07.js";
import { createFormats, isEmail } from "./formats.js";
import { loadPatternEngine } from "./patterns.js";
import type { PhoneParser } from "./normalise.js";
import type { TraitProblem } from "./problem.js";
import { problemsFromErrors } from "./schema-errors.js";

export type TraitsResult =
  { kind: "valid"; derived: DerivedIdentifiers } | { kind: "invalid"; problems: TraitProblem[] };

export type TraitsValidator = (traits: JsonObject) => TraitsResult;

export interface CompileOptions {
  /** The whole document of the schema; traits are its property `traits`. */
  document: JsonObject;
  /** Documents that the schema refers to by absolute address. */
  references: ReadonlyMap<string, JsonObject>;
  parsePhone: PhoneParser | undefined;
}

/** The keyword's name inside ajv, which allows no dots and slashes in names. */
const EXTENSION_ALIAS = "kratos-extension";

const options: Options = {
  allErrors: true,
  verbose: true,
  strict: false,
  passContext: true,
  // Formats without a check are ignored, as in Kratos; ajv would print a warning for each.
  logger: false,
};

/**
 * Compiles a schema. Draft-07 unless `$schema` says 2019-09 or 2020-12.
 *
 * @throws Error when the document is no valid JSON schema
 */
export async function compileTraitsValidator(compile: CompileOptions): Promise<TraitsValidator> {
  const ajv = await createAjv(compile);
  const tools = { isEmail, parsePhone: compile.parsePhone };
  for (const [name, check] of Object.entries(createFormats(compile.parsePhone))) ajv.addFormat(name, check);
  ajv.addKeyword({
    keyword: EXTENSION_ALIAS,
    validate: function (
      this: Derivation,
      extension: TraitExtension,
      value: unknown,
      parentSchema?: JsonObject,
      position?: { instancePath: string },
    ) {
      applyExtension(extension, value, parentSchema ?? {}, position?.instancePath ?? "", tools, this);
      return true;
    },
  });
  for (const [url, document] of compile.references) ajv.addSchema(checked(ajv, forAjv(document)), url);
  const validate: ValidateFunction = ajv.compile(checked(ajv, forAjv(compile.document)));
  return (traits) => {
    const derivation = emptyDerivation();
    const isValid = validate.call(derivation, { traits });
    const problems = [...problemsFromErrors(errorsOf(validate, isValid)), ...derivation.problems];
    return problems.length > 0
      ? { kind: "invalid", problems }
      : { kind: "valid", derived: derivation.derived };
  };
}

function errorsOf(validate: ValidateFunction, isValid: unknown): ErrorObject[] {
  return isValid === true ? [] : (validate.errors ?? []);
}

/** The newer dialects and patterns are rare, and loaded when a schema has them. */
async function createAjv({ document, references }: CompileOptions): Promise<Ajv> {
  const name = typeof document.$schema === "string" ? document.$schema : "";
  const hasPatterns = /"pattern(Properties)?":/.test(JSON.stringify([document, ...references.values()]));
  const all = hasPatterns ? { ...options, code: { regExp: await loadPatternEngine() } } : options;
  if (name.includes("2020-12")) return new (await import("ajv/dist/2020.js")).default(all);
  if (name.includes("2019-09")) return new (await import("ajv/dist/2019.js")).default(all);
  return new Ajv({ ...all, validateSchema: false });
}

/** What ajv does itself where its options don't say otherwise. */
function checked(ajv: Ajv, schema: JsonObject): JsonObject {
  if (ajv.opts.validateSchema === true || isDraft07(schema)) return schema;
  throw new Error(`schema is invalid: ${ajv.errorsText(isDraft07.errors)}`);
}

/** A copy without the dialect, which chose the ajv already, with the extension under its alias and checked. */
function forAjv(document: JsonObject): JsonObject {
  const { $schema: _dialect, ...rest } = document;
  const copy = rewrite(rest);
  return isJsonObject(copy) ? copy : {};
}

function rewrite(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(rewrite);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => {
      if (child === undefined) return [];
      if (key !== EXTENSION_KEYWORD) return [[key, rewrite(child)]];
      const extension = extensionSchema.safeParse(child);
      if (extension.success) return [[EXTENSION_ALIAS, child]];
      const [issue] = extension.error.issues;
      throw new Error(
        `"${EXTENSION_KEYWORD}" is not understood at "${issue?.path.join(".") ?? ""}": ${issue?.message ?? ""}`,
      );
    }),
  );
}
