// Finds the operation that a request is for.
import type { Document, Operation, Verb } from "../model.js";

export interface Match {
  /** With its parameters as they stand in the description: `/sessions/{id}`. */
  path: string;
  verb: Verb;
  operation: Operation;
}

/**
 * A HEAD request is for the operation of its GET. On the admin port a path may stand with or without `/admin`.
 *
 * @returns a function that gives undefined for what is no operation
 */
export function createMatcher({ paths }: Document): (method: string, path: string) => Match | undefined {
  const routes = Object.keys(paths)
    .map((path) => ({ path, pattern: patternOf(path) }))
    // Where two fit, the one that is named more exactly: `/sessions/whoami` before `/sessions/{id}`.
    .sort((a, b) => parametersIn(a.path) - parametersIn(b.path));
  return (method, path) => {
    const verb = verbOf(method);
    if (verb === undefined) return undefined;
    for (const { path: template, pattern } of routes) {
      const operation = paths[template]?.[verb];
      if (operation && pattern.test(path)) return { path: template, verb, operation };
    }
    return undefined;
  };
}

const verbs: readonly string[] = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "patch",
  "trace",
] satisfies Verb[];

function isVerb(name: string): name is Verb {
  return verbs.includes(name);
}

function verbOf(method: string): Verb | undefined {
  const name = method === "HEAD" ? "get" : method.toLowerCase();
  return isVerb(name) ? name : undefined;
}

function patternOf(path: string): RegExp {
  const pattern = path
    .replaceAll(/[.]/g, "\\.")
    .replaceAll(/\{\w+\}/g, "[^/]+")
    .replace(/^\/admin\//, "(?:/admin)?/");
  // Health, version, schemas and this description answer below `/admin` as well.
  return new RegExp(`^(?:/admin(?=/(?:health|version|schemas|openapi)))?${pattern}$`);
}

function parametersIn(path: string): number {
  return path.split("{").length - 1;
}
