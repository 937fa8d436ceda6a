/** An identity schema as a form: its traits become fields, what is posted becomes traits again. */
import { z } from "zod";

export interface TraitField {
  /** e.g. `traits.name.first` */
  name: string;
  path: string[];
  label: string;
  description: string | undefined;
  isRequired: boolean;
  /** Whether codes to sign up and in are sent to it. */
  isForCodes: boolean;
  input:
    | {
        kind: "text";
        type: "text" | "email" | "tel" | "url" | "date" | "datetime-local";
        pattern: string | undefined;
        minLength: number | undefined;
        maxLength: number | undefined;
      }
    | { kind: "number"; isInteger: boolean; min: number | undefined; max: number | undefined }
    | { kind: "boolean" }
    | { kind: "choice"; options: string[] }
    /** One text in a line. */
    | { kind: "lines" }
    /** What no simpler input can hold. */
    | { kind: "json" };
}

const extensionShape = z.looseObject({
  credentials: z
    .looseObject({ code: z.looseObject({ identifier: z.boolean().optional() }).optional() })
    .optional(),
});

const propertyShape = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.looseObject({ type: z.unknown().optional() }).optional(),
  // What the service knows a trait for; a form does without.
  "ory.sh/kratos": extensionShape.optional().catch(undefined),
});
type Property = z.infer<typeof propertyShape>;

const schemaShape = z.looseObject({ properties: z.looseObject({ traits: propertyShape }) });

/**
 * @param schema  an identity schema, as the service hands it out
 * @returns a field for each trait, in the schema's order; nested objects are laid flat
 */
export function traitFields(schema: unknown): TraitField[] {
  const traits = schemaShape.safeParse(schema).data?.properties.traits;
  return traits ? fieldsOf(traits, [], true) : [];
}

function fieldsOf(object: Property, parents: string[], isParentRequired: boolean): TraitField[] {
  return Object.entries(object.properties ?? {}).flatMap(([key, value]) => {
    const property = propertyShape.safeParse(value).data;
    if (!property) return [];
    const path = [...parents, key];
    const isRequired = isParentRequired && (object.required ?? []).includes(key);
    if (property.properties) return fieldsOf(property, path, isRequired);
    return [
      {
        name: ["traits", ...path].join("."),
        path,
        label: property.title ?? path.join(" "),
        description: property.description,
        isRequired,
        isForCodes: property["ory.sh/kratos"]?.credentials?.code?.identifier === true,
        input: inputOf(property),
      },
    ];
  });
}

const TYPE_BY_FORMAT = {
  email: "email",
  tel: "tel",
  uri: "url",
  date: "date",
  "date-time": "datetime-local",
} as const;

function inputOf(property: Property): TraitField["input"] {
  const type = [property.type].flat().find((each) => each !== "null");
  if (property.enum?.every((value) => typeof value === "string")) {
    return { kind: "choice", options: property.enum };
  }
  switch (type) {
    case "string": {
      const { format = "", pattern, minLength, maxLength } = property;
      const known = Object.hasOwn(TYPE_BY_FORMAT, format)
        ? TYPE_BY_FORMAT[format as keyof typeof TYPE_BY_FORMAT]
        : "text";
      return { kind: "text", type: known, pattern, minLength, maxLength };
    }
    case "number":
    case "integer":
      return { kind: "number", isInteger: type === "integer", min: property.minimum, max: property.maximum };
    case "boolean":
      return { kind: "boolean" };
    case "array":
      return property.items?.type === "string" ? { kind: "lines" } : { kind: "json" };
    default:
      return { kind: "json" };
  }
}

/** The fields' texts for traits that are there, by name. */
export function fieldTexts(fields: readonly TraitField[], traits: unknown): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const field of fields) {
    const value = valueAt(traits, field.path);
    if (value !== undefined) texts[field.name] = textOf(field, value);
  }
  return texts;
}

function textOf({ input }: TraitField, value: unknown): string {
  if (input.kind === "json") return JSON.stringify(value, null, 2);
  if (input.kind === "lines" && Array.isArray(value)) return value.join("\n");
  // datetime-local knows no zone: the moment is shown, and taken, in UTC.
  if (input.kind === "text" && input.type === "datetime-local") return String(value).replace(/Z$/, "");
  return typeof value === "string" ? value : JSON.stringify(value);
}

export type ParsedTraits =
  | { kind: "traits"; traits: Record<string, unknown> }
  /** The names of the fields that can't be read. */
  | { kind: "unreadable"; names: string[] };

/**
 * @param before  the traits as they are: what the form has no field for stays
 * @param texts  what was posted, by field name; an empty text takes the trait away
 */
export function traitsOfForm(
  fields: readonly TraitField[],
  texts: Readonly<Record<string, string>>,
  before: unknown = {},
): ParsedTraits {
  const traits = structuredClone(isObject(before) ? before : {});
  const names: string[] = [];
  for (const field of fields) {
    const parsed = parse(field, texts[field.name] ?? "");
    if (parsed === UNREADABLE) names.push(field.name);
    else setAt(traits, field.path, parsed);
  }
  return names.length > 0 ? { kind: "unreadable", names } : { kind: "traits", traits };
}

const UNREADABLE = Symbol("unreadable");

function parse({ input }: TraitField, text: string): unknown {
  switch (input.kind) {
    case "boolean":
      return text === "true";
    case "lines": {
      const lines = text.split(/\r?\n/).map((line) => line.trim());
      const filled = lines.filter((line) => line !== "");
      return filled.length > 0 ? filled : undefined;
    }
    default:
  }
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  switch (input.kind) {
    case "number": {
      const number = Number(trimmed);
      return Number.isNaN(number) || (input.isInteger && !Number.isInteger(number)) ? UNREADABLE : number;
    }
    case "json":
      try {
        return JSON.parse(trimmed) as unknown;
      } catch {
        return UNREADABLE;
      }
    case "text":
      return input.type === "datetime-local" ? moment(trimmed) : trimmed;
    case "choice":
      return trimmed;
  }
}

function moment(text: string): string | typeof UNREADABLE {
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? UNREADABLE : new Date(at).toISOString();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueAt(object: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    object,
  );
}

/** An object that is left without anything goes too: a schema may refuse an empty one. */
function setAt(object: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    if (value === undefined) delete object[key];
    else object[key] = value;
    return;
  }
  const own = Object.hasOwn(object, key) ? object[key] : undefined;
  const inner = isObject(own) ? own : {};
  setAt(inner, rest, value);
  if (Object.keys(inner).length > 0) object[key] = inner;
  else delete object[key];
}
