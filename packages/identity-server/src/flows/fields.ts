// Reads the fields of a submission: what a method asks for, cast from form text and checked, or what is wrong with it.
import { parseJson } from "../http/parse-json.js";
import type { IdentitySchema } from "../identities/schema.js";
import { distinctProblems, traitIssues } from "../identities/trait-messages.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { requiredMissing, wrongType } from "../ui/messages.js";
import type { FieldIssue } from "./outcome.js";
import type { Submission } from "./request.js";
import { castTraits } from "./traits-input.js";

export interface FieldSpec {
  /** Names of fields that hold text. */
  text: readonly string[];
  /** Those that must not be missing or empty. */
  required?: readonly string[];
  /** Given when the submission carries traits of this schema; they are validated with the other fields. */
  traits?: IdentitySchema;
}

export interface Fields {
  /** What was sent, however wrong, so that a form can be shown again with it. */
  text: Record<string, string>;
  traits: JsonObject;
  transientPayload?: JsonObject;
  issues: FieldIssue[];
}

/**
 * Reads and checks the fields. Missing ones are simply absent; empty text counts as missing.
 * `method` and `transient_payload` are part of every submission and need not be named; the token is checked elsewhere.
 */
export function readFields(submission: Submission, spec: FieldSpec): Fields {
  const { body } = submission;
  const issues: FieldIssue[] = [];
  const text: Record<string, string> = {};
  for (const name of new Set(["method", ...spec.text])) {
    const value = body[name];
    if (value === undefined || value === null || value === "") continue;
    const single = submission.isForm ? firstOf(value) : value;
    if (typeof single === "string") text[name] = single;
    else issues.push({ node: name, message: wrongType(["string"], typeName(single)) });
  }
  const payload = readPayload(body.transient_payload, submission.isForm);
  if (payload === undefined && body.transient_payload !== undefined) {
    const message = wrongType(["object"], typeName(body.transient_payload));
    issues.push({ node: "transient_payload", message });
  }
  const traits = spec.traits ? readTraits(submission, spec.traits, issues) : {};
  for (const name of spec.required ?? []) {
    if (text[name] === undefined && !issues.some((issue) => issue.node === name)) {
      issues.push({ node: name, message: requiredMissing(name) });
    }
  }
  return { text, traits, issues, ...(payload && { transientPayload: payload }) };
}

/** The name that JSON Schema has for a value's type. */
function typeName(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function readTraits(submission: Submission, schema: IdentitySchema, issues: FieldIssue[]): JsonObject {
  const raw = submission.body.traits ?? {};
  if (!isJsonObject(raw)) {
    issues.push({ node: "traits", message: wrongType(["object"], typeName(raw)) });
    return {};
  }
  const traits = castTraits(raw, schema, submission);
  const result = schema.validate(traits);
  if (result.kind === "invalid") issues.push(...traitIssues(distinctProblems(result.problems)));
  return traits;
}

/** A form may carry the object as JSON text. */
function readPayload(value: JsonValue | undefined, isForm: boolean): JsonObject | undefined {
  if (isJsonObject(value)) return value;
  if (!isForm || typeof value !== "string") return undefined;
  try {
    const parsed = parseJson(value);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Of several values under one name a form's text is the first one, as in Kratos; only of switches the last one counts. */
function firstOf(value: JsonValue): JsonValue {
  return Array.isArray(value) ? (value[0] ?? "") : value;
}
