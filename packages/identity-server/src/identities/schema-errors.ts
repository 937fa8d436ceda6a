// Turns ajv's errors into the problems that Kratos reports for the same document.
import type { ErrorObject } from "ajv";
import { isJsonObject } from "../json.js";
import type { TraitProblem } from "./problem.js";

/** Keywords that only say "one of the schemas below failed", beside the errors of those schemas. */
const COMPOSITES = new Set(["if", "anyOf"]);

/** The names are a stranger's: they are kept with the flow and shown, so not all of a million. */
const MAX_NAMED = 20;
const MAX_NAME_LENGTH = 100;

type Parameters = Record<string, unknown>;

export function problemsFromErrors(errors: ErrorObject[]): TraitProblem[] {
  const problems: TraitProblem[] = [];
  const unexpected = new Map<string, string[]>();
  // A value of the wrong type is reported as that and as nothing else.
  const wrongTypes = new Set(errors.filter((error) => error.keyword === "type").map(ownerOf));
  for (const error of errors) {
    const parameters: Parameters = error.params;
    if (error.keyword === "additionalProperties" || error.keyword === "unevaluatedProperties") {
      const name = String(parameters.additionalProperty ?? parameters.unevaluatedProperty);
      const names = unexpected.get(error.instancePath);
      if (names) names.push(name);
      else unexpected.set(error.instancePath, [name]);
      continue;
    }
    if (COMPOSITES.has(error.keyword) || isOneOfWithoutMatch(error)) continue;
    if (error.keyword !== "type" && wrongTypes.has(ownerOf(error))) continue;
    problems.push(problemFromError(error, parameters));
  }
  for (const [pointer, names] of unexpected) {
    const list = names.slice(0, MAX_NAMED).map((name) => JSON.stringify(name.slice(0, MAX_NAME_LENGTH)));
    const rest = names.length > MAX_NAMED ? `, and ${names.length - MAX_NAMED} more` : "";
    problems.push({
      kind: "other",
      pointer,
      reason: `These properties are not known here: ${list.join(", ")}${rest}.`,
    });
  }
  return problems;
}

function problemFromError(error: ErrorObject, parameters: Parameters): TraitProblem {
  const pointer = error.instancePath;
  const limit = Number(parameters.limit);
  switch (error.keyword) {
    case "required": {
      const property = String(parameters.missingProperty);
      return { kind: "required", pointer: `${pointer}/${escapePointer(property)}`, property };
    }
    case "minLength":
    case "maxLength":
      return { kind: error.keyword, pointer, limit, actual: [...String(error.data)].length };
    case "pattern":
      return { kind: "pattern", pointer, pattern: String(parameters.pattern) };
    case "minimum":
    case "exclusiveMinimum":
    case "maximum":
    case "exclusiveMaximum":
      return { kind: error.keyword, pointer, limit, actual: Number(error.data) };
    case "multipleOf":
      return { kind: "multipleOf", pointer, base: Number(parameters.multipleOf), actual: Number(error.data) };
    case "maxItems":
    case "minItems":
      return {
        kind: error.keyword,
        pointer,
        limit,
        actual: Array.isArray(error.data) ? error.data.length : 0,
      };
    case "uniqueItems":
      // Which of the two is named first depends on the kind of items.
      return {
        kind: "uniqueItems",
        pointer,
        first: Math.min(Number(parameters.i), Number(parameters.j)),
        second: Math.max(Number(parameters.i), Number(parameters.j)),
      };
    case "type":
      return {
        kind: "type",
        pointer,
        allowed: String(parameters.type).split(","),
        actual: jsonType(error.data),
      };
    case "const":
      return { kind: "const", pointer, expected: constText(parameters.allowedValue) };
    case "format":
      return formatProblem(pointer, String(parameters.format), String(error.data));
    default:
      return { kind: "other", pointer, reason: otherReason(error.keyword, parameters) };
  }
}

function formatProblem(pointer: string, format: string, value: string): TraitProblem {
  if (format === "email" && value !== "") return { kind: "email", pointer, value };
  if (format === "tel" && value !== "") return { kind: "phone", pointer, value };
  return { kind: "other", pointer, reason: `${JSON.stringify(value)} does not have the format "${format}".` };
}

function otherReason(keyword: string, parameters: Parameters): string {
  switch (keyword) {
    case "enum":
      return `The value must be one of ${JSON.stringify(parameters.allowedValues).slice(1, -1)}.`;
    case "oneOf":
      return "The value fits more than one of the allowed forms.";
    case "not":
      return "The value is one that is not allowed.";
    case "contains":
      return "The list lacks an item that it must contain.";
    case "minProperties":
    case "maxProperties":
      return `The number of properties is outside of the limit of ${String(parameters.limit)}.`;
    case "dependencies":
    case "dependentRequired":
      return `Property ${JSON.stringify(parameters.missingProperty)} is needed beside ${JSON.stringify(parameters.property)}.`;
    default:
      return `The value breaks the rule "${keyword}" of the identity schema.`;
  }
}

/** The value and the schema that a keyword belongs to. */
function ownerOf(error: ErrorObject): string {
  return `${error.instancePath} ${error.schemaPath.slice(0, error.schemaPath.lastIndexOf("/"))}`;
}

function isOneOfWithoutMatch(error: ErrorObject): boolean {
  const parameters: Parameters = error.params;
  return error.keyword === "oneOf" && parameters.passingSchemas === null;
}

function jsonType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return isJsonObject(value) ? "object" : typeof value;
}

/** How Kratos prints the constant; it prints none for lists and objects. */
function constText(value: unknown): string | undefined {
  if (value === null) return "<nil>";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return JSON.stringify(String(value));
  return typeof value === "boolean" ? String(value) : undefined;
}

function escapePointer(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}
