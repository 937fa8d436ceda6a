// Finds names that nothing gives a value to, before the program runs.
import { JsonnetError } from "./error.js";
import type { Assertion, Bind, Clause, Expression, Field, Parameter } from "./syntax.js";

interface Scope {
  names: ReadonlySet<string>;
  isInObject: boolean;
}

/** @throws JsonnetError for an unknown name, or `self`, `super` or `$` outside of an object */
export function checkNames(program: Expression, known: readonly string[]): void {
  visit(program, { names: new Set(known), isInObject: false });
}

function visit(node: Expression | undefined, scope: Scope): void {
  switch (node?.kind) {
    case undefined:
    case "literal":
      return;
    case "self":
    case "dollar":
      requireObject(scope, node.kind === "self" ? "self" : "$");
      return;
    case "variable":
      if (!scope.names.has(node.name)) throw unknown(node.name);
      return;
    case "array":
      for (const item of node.items) visit(item, scope);
      return;
    case "array-comprehension":
      visit(node.body, visitClauses(node.clauses, scope));
      return;
    case "object":
      visitObject(node.locals, node.assertions, node.fields, scope, scope);
      return;
    case "object-comprehension": {
      const inner = visitClauses(node.clauses, scope);
      visitObject(node.locals, [], [node.field], inner, inner);
      return;
    }
    case "local": {
      const inner = withNames(scope, node.binds);
      visitBinds(node.binds, inner);
      visit(node.body, inner);
      return;
    }
    case "function": {
      const inner = withNames(scope, node.params);
      visitParams(node.params, inner);
      visit(node.body, inner);
      return;
    }
    case "call":
      visit(node.callee, scope);
      for (const arg of node.args) visit(arg.value, scope);
      return;
    case "index":
      visit(node.target, scope);
      visit(node.index, scope);
      return;
    case "slice":
      visit(node.target, scope);
      for (const part of node.parts) visit(part, scope);
      return;
    case "super":
    case "in-super":
      requireObject(scope, "super");
      visit(node.index, scope);
      return;
    case "if":
      visit(node.test, scope);
      visit(node.then, scope);
      visit(node.otherwise, scope);
      return;
    case "assert":
      visitAssertion(node.assertion, scope);
      visit(node.body, scope);
      return;
    case "error":
      visit(node.message, scope);
      return;
    case "unary":
      visit(node.operand, scope);
      return;
    case "binary":
      visit(node.left, scope);
      visit(node.right, scope);
  }
}

function visitObject(
  locals: Bind[],
  assertions: Assertion[],
  fields: Field[],
  outer: Scope,
  ofNames: Scope,
): void {
  const inner: Scope = { ...withNames(outer, locals), isInObject: true };
  visitBinds(locals, inner);
  for (const assertion of assertions) visitAssertion(assertion, inner);
  for (const field of fields) {
    // The name is worked out before there is an object.
    visit(field.name, ofNames);
    visit(field.body, inner);
  }
}

function visitBinds(binds: Bind[], scope: Scope): void {
  for (const bind of binds) visit(bind.body, scope);
}

function visitParams(params: Parameter[], scope: Scope): void {
  for (const param of params) visit(param.fallback, scope);
}

function visitAssertion({ test, message }: Assertion, scope: Scope): void {
  visit(test, scope);
  visit(message, scope);
}

function visitClauses(clauses: Clause[], scope: Scope): Scope {
  let inner = scope;
  for (const clause of clauses) {
    if (clause.kind === "if") visit(clause.test, inner);
    else {
      visit(clause.over, inner);
      inner = withNames(inner, [clause]);
    }
  }
  return inner;
}

function withNames(scope: Scope, named: readonly { name: string }[]): Scope {
  return { ...scope, names: new Set([...scope.names, ...named.map(({ name }) => name)]) };
}

function requireObject({ isInObject }: Scope, word: string): void {
  if (!isInObject) throw new JsonnetError("syntax", `"${word}" stands outside of any object`);
}

function unknown(name: string): JsonnetError {
  return new JsonnetError("syntax", `nothing is called ${JSON.stringify(name)}`);
}
