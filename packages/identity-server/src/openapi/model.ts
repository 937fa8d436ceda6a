// OpenAPI 3.1 as far as the descriptions use it, and the words that they are written in.

/** @see https://spec.openapis.org/oas/v3.1.1.html#schema-object */
export type Schema = boolean | SchemaObject;

type TypeName = "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";

export interface SchemaObject {
  $ref?: string;
  description?: string;
  type?: TypeName | TypeName[];
  format?: string;
  pattern?: string;
  enum?: readonly (string | number | boolean | null)[];
  const?: string | number | boolean;
  default?: string | number | boolean;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  minProperties?: number;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  required?: readonly string[];
  additionalProperties?: Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  discriminator?: { propertyName: string; mapping: Record<string, string> };
  examples?: readonly unknown[];
}

export interface Parameter {
  name: string;
  in: "query" | "path" | "header";
  description: string;
  required?: boolean;
  schema: Schema;
  /** Repeated in the query (`?ids=a&ids=b`) where it is a list. */
  explode?: boolean;
  /** A value that does not fit is no error: it counts as the nearest that does, or as none. */
  "x-lenient"?: true;
}

export interface Header {
  description: string;
  required?: boolean;
  schema: Schema;
}

export interface Answer {
  description: string;
  headers?: Record<string, Header>;
  content?: Record<string, { schema: Schema }>;
}

export interface RequestBody {
  description?: string;
  required: boolean;
  content: Record<string, { schema: Schema }>;
}

export interface Operation {
  /** As in Ory's public API, where it has the operation. */
  operationId?: string;
  tags: string[];
  summary: string;
  description?: string;
  deprecated?: boolean;
  parameters?: Parameter[];
  requestBody?: RequestBody;
  responses: Record<string, Answer>;
  security?: Record<string, string[]>[];
}

export type Verb = "get" | "put" | "post" | "delete" | "options" | "patch" | "trace";
export type Paths = Record<string, Partial<Record<Verb, Operation>>>;

export interface Document {
  openapi: "3.1.1";
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  paths: Paths;
  components: { schemas: Record<string, Schema>; securitySchemes?: Record<string, unknown> };
}

export function ref(name: string): SchemaObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object with these keys and no others. @param optional keys that may be missing */
export function closed(
  required: Record<string, Schema>,
  optional: Record<string, Schema> = {},
): SchemaObject {
  return {
    type: "object",
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

/** An object that may have more keys than these; the server does not look at them. */
export function open(required: Record<string, Schema>, optional: Record<string, Schema> = {}): SchemaObject {
  return { type: "object", properties: { ...required, ...optional }, required: Object.keys(required) };
}

export function list(items: Schema): SchemaObject {
  return { type: "array", items };
}

export function orNull(schema: Schema): SchemaObject {
  return { anyOf: [schema, { type: "null" }] };
}

export function oneOf(values: readonly string[], description?: string): SchemaObject {
  return { type: "string", enum: values, ...(description !== undefined && { description }) };
}

export const text: SchemaObject = { type: "string" };
export const flag: SchemaObject = { type: "boolean" };
export const uuid: SchemaObject = { type: "string", format: "uuid" };
export const time: SchemaObject = { type: "string", format: "date-time" };
export const count: SchemaObject = { type: "integer", minimum: 0 };
/** A JSON object whose keys are its owner's business. */
export const anyObject: SchemaObject = { type: "object" };
