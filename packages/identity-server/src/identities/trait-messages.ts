// What is wrong with traits, as messages at the fields of a form, and as one text for the admin API.
import type { FieldIssue } from "../flows/outcome.js";
import type { UiMessage } from "../ui/message.js";
import {
  aboveMaximum,
  belowMinimum,
  constantMismatch,
  genericProblem,
  invalidEmail,
  invalidPhone,
  itemsNotUnique,
  notAboveMinimum,
  notBelowMaximum,
  notMultipleOf,
  notTheConstant,
  patternMismatch,
  requiredMissing,
  tooFewItems,
  tooLong,
  tooManyItems,
  tooShort,
  wrongType,
} from "../ui/messages.js";
import type { TraitProblem } from "./problem.js";

/** The problems at the nodes that show them, such as `traits.email`. */
export function traitIssues(problems: TraitProblem[]): FieldIssue[] {
  return problems.map((problem) => ({ node: nodeOf(problem.pointer), message: messageOf(problem) }));
}

/**
 * The schema's own format check and the extension's can find the same fault. As in Kratos, what a person typed is judged by
 * one of them, what a provider or a web hook says by both.
 */
export function distinctProblems(problems: TraitProblem[]): TraitProblem[] {
  const known = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...known.values()];
}

/** One line for each problem: where it is and what it is. */
export function describeProblems(problems: TraitProblem[]): string {
  return traitIssues(distinctProblems(problems))
    .map(({ node, message }) => `${node === "" ? "traits" : node}: ${message.text}`)
    .join("\n");
}

function nodeOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~").replaceAll(".", "\\."))
    .join(".");
}

function messageOf(problem: TraitProblem): UiMessage {
  switch (problem.kind) {
    case "required":
      return requiredMissing(problem.property);
    case "minLength":
      return tooShort(problem.limit, problem.actual);
    case "maxLength":
      return tooLong(problem.limit, problem.actual);
    case "pattern":
      return patternMismatch(problem.pattern);
    case "minimum":
      return belowMinimum(problem.limit, problem.actual);
    case "exclusiveMinimum":
      return notAboveMinimum(problem.limit, problem.actual);
    case "maximum":
      return aboveMaximum(problem.limit, problem.actual);
    case "exclusiveMaximum":
      return notBelowMaximum(problem.limit, problem.actual);
    case "multipleOf":
      return notMultipleOf(problem.base, problem.actual);
    case "maxItems":
      return tooManyItems(problem.limit, problem.actual);
    case "minItems":
      return tooFewItems(problem.limit, problem.actual);
    case "uniqueItems":
      return itemsNotUnique(problem.first, problem.second);
    case "type":
      return wrongType(problem.allowed, problem.actual);
    case "const":
      return problem.expected === undefined ? constantMismatch() : notTheConstant(problem.expected);
    case "email":
      return invalidEmail(problem.value);
    case "phone":
      return invalidPhone(problem.value);
    case "other":
      return genericProblem(problem.reason);
  }
}
