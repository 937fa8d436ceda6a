// Runs a program: what each kind of expression stands for.
import { fail, JsonnetError } from "./error.js";
import { asText, operate, wholeNumber } from "./operators.js";
import { checkAssertions, getField, hasField, lookUp, objectOf } from "./objects.js";
import { codePoints } from "./text.js";
import { sliceValue } from "./slice.js";
import type { Argument, Assertion, Bind, Clause, Expression, Field, FunctionLiteral } from "./syntax.js";
import {
  apply,
  arrayOf,
  delayed,
  force,
  ready,
  requireBoolean,
  requireFunction,
  requireNumber,
  typeOf,
  type FunctionValue,
  type Layer,
  type LayerField,
  type Lazy,
  type Machine,
  type ObjectValue,
  type Value,
} from "./values.js";

/** What names stand for at one place of the program. */
export interface Scope {
  machine: Machine;
  names: ReadonlyMap<string, Lazy>;
  parent: Scope | undefined;
  self: ObjectValue | undefined;
  /** The layer of `self` that the place is written in; `super` looks under it. */
  layer: number;
  /** `$`: the outermost object around the place. */
  outermost: ObjectValue | undefined;
}

export function evaluate(node: Expression, scope: Scope): Value {
  scope.machine.budget.step();
  switch (node.kind) {
    case "literal":
      return node.value;
    case "variable":
      return force(resolve(scope, node.name));
    case "self":
      return ownObject(scope);
    case "dollar":
      return scope.outermost ?? ownObject(scope);
    case "array":
      scope.machine.budget.grow(node.items.length);
      return arrayOf(node.items.map((item) => lazily(item, scope)));
    case "array-comprehension":
      return arrayOf(elements(node.clauses, scope).map((inner) => lazily(node.body, inner)));
    case "object":
      return makeObject(node.locals, node.assertions, [{ fields: node.fields, scope }], scope);
    case "object-comprehension": {
      const parts = elements(node.clauses, scope).map((inner) => ({ fields: [node.field], scope: inner }));
      return makeObject(node.locals, [], parts, scope);
    }
    case "local":
      return evaluate(node.body, bindAll(node.binds, scope));
    case "function":
      return makeFunction(node, scope);
    case "call":
      return call(node.callee, node.args, scope);
    case "index":
      return index(scope.machine, evaluate(node.target, scope), evaluate(node.index, scope));
    case "slice": {
      const [from, to, step] = node.parts.map((part) => (part ? evaluate(part, scope) : null));
      return sliceValue(evaluate(node.target, scope), from ?? null, to ?? null, step ?? null);
    }
    case "super":
      return lookUp(scope.machine, ownObject(scope), name(evaluate(node.index, scope)), scope.layer);
    case "in-super":
      return hasField(ownObject(scope), name(evaluate(node.index, scope)), scope.layer);
    case "if":
      return branch(node.test, node.then, node.otherwise, scope);
    case "assert":
      checkAssertion(node.assertion, scope);
      return evaluate(node.body, scope);
    case "error":
      throw raise(asText(scope.machine, evaluate(node.message, scope)));
    case "unary":
      return unary(node.operator, evaluate(node.operand, scope));
    case "binary":
      return binary(node.operator, node.left, node.right, scope);
  }
}

function raise(message: string): JsonnetError {
  return new JsonnetError("runtime", message, message);
}

function lazily(node: Expression, scope: Scope): Lazy {
  if (node.kind === "literal") return ready(node.value);
  if (node.kind === "variable") return resolve(scope, node.name);
  return delayed(() => evaluate(node, scope));
}

function resolve(scope: Scope, wanted: string): Lazy {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.names.get(wanted);
    if (found) return found;
  }
  throw fail(`nothing is called ${JSON.stringify(wanted)}`);
}

function ownObject({ self }: Scope): ObjectValue {
  if (!self) throw fail("there is no object here");
  return self;
}

function inner(scope: Scope, names: ReadonlyMap<string, Lazy>): Scope {
  return { ...scope, names, parent: scope };
}

function bindAll(binds: readonly Bind[], scope: Scope): Scope {
  const names = new Map<string, Lazy>();
  const within = inner(scope, names);
  for (const bind of binds)
    names.set(
      bind.name,
      delayed(() => evaluate(bind.body, within)),
    );
  return within;
}

function branch(test: Expression, then: Expression, otherwise: Expression | undefined, scope: Scope): Value {
  if (requireBoolean(evaluate(test, scope), "a condition")) return evaluate(then, scope);
  return otherwise ? evaluate(otherwise, scope) : null;
}

function checkAssertion({ test, message }: Assertion, scope: Scope): void {
  if (requireBoolean(evaluate(test, scope), "an assertion")) return;
  throw raise(message ? asText(scope.machine, evaluate(message, scope)) : "Assertion failed");
}

function makeFunction(node: FunctionLiteral, scope: Scope): FunctionValue {
  return {
    kind: "function",
    params: node.params.map((param) => ({ name: param.name, isOptional: param.fallback !== undefined })),
    call: (_, args) => {
      const names = new Map<string, Lazy>();
      const within = inner(scope, names);
      node.params.forEach(({ name: param, fallback }, position) => {
        const arg = args[position];
        if (arg) names.set(param, arg);
        else if (fallback)
          names.set(
            param,
            delayed(() => evaluate(fallback, within)),
          );
      });
      return evaluate(node.body, within);
    },
  };
}

function call(callee: Expression, args: readonly Argument[], scope: Scope): Value {
  const target = requireFunction(evaluate(callee, scope), "what is called");
  const positional: Lazy[] = [];
  const named = new Map<string, Lazy>();
  for (const arg of args) {
    const value = lazily(arg.value, scope);
    if (arg.name === undefined) positional.push(value);
    else if (named.has(arg.name)) throw fail(`the argument ${JSON.stringify(arg.name)} is given twice`);
    else named.set(arg.name, value);
  }
  return apply(scope.machine, target, positional, named);
}

function name(value: Value): string {
  if (typeof value === "string") return value;
  throw fail(`the name of a field must be a string, and is of type ${typeOf(value)}`);
}

function index(machine: Machine, target: Value, at: Value): Value {
  if (typeof target === "string") {
    const chars = codePoints(target);
    const char = chars[position(at, chars.length)];
    return char ?? "";
  }
  if (target !== null && typeof target === "object") {
    if (target.kind === "object") return getField(machine, target, name(at));
    if (target.kind === "array") {
      const item = target.items[position(at, target.items.length)];
      if (item) return force(item);
    }
  }
  throw fail(`a value of type ${typeOf(target)} has no fields or items`);
}

function position(at: Value, length: number): number {
  const wanted = requireNumber(at, "an index");
  if (!Number.isInteger(wanted)) throw fail("an index must be a whole number");
  if (wanted < 0 || wanted >= length) {
    throw fail(`there is no item ${String(wanted)}; there are ${String(length)}`);
  }
  return wanted;
}

function unary(operator: string, value: Value): Value {
  if (operator === "!") return !requireBoolean(value, "what ! negates");
  const number = requireNumber(value, `what ${operator} stands before`);
  if (operator === "-") return -number;
  return operator === "~" ? Number(~wholeNumber(number, "what ~ stands before")) : number;
}

function binary(operator: string, left: Expression, right: Expression, scope: Scope): Value {
  const first = evaluate(left, scope);
  switch (operator) {
    case "&&":
      return (
        requireBoolean(first, "the left side of &&") &&
        requireBoolean(evaluate(right, scope), "the right side of &&")
      );
    case "||":
      return (
        requireBoolean(first, "the left side of ||") ||
        requireBoolean(evaluate(right, scope), "the right side of ||")
      );
    case "in": {
      const object = evaluate(right, scope);
      if (object !== null && typeof object === "object" && object.kind === "object")
        return hasField(object, name(first));
      throw fail(`the right side of "in" must be an object, and is of type ${typeOf(object)}`);
    }
    default:
      return operate(scope.machine, operator, first, evaluate(right, scope));
  }
}

/** The scopes of a comprehension's rounds. */
function elements(clauses: readonly Clause[], scope: Scope): Scope[] {
  const [clause, ...rest] = clauses;
  if (!clause) {
    scope.machine.budget.grow(1);
    return [scope];
  }
  if (clause.kind === "if") {
    return requireBoolean(evaluate(clause.test, scope), "the condition of a comprehension")
      ? elements(rest, scope)
      : [];
  }
  const over = evaluate(clause.over, scope);
  if (over === null || typeof over !== "object" || over.kind !== "array") {
    throw fail(`a comprehension goes over an array, not over a value of type ${typeOf(over)}`);
  }
  return over.items.flatMap((item) => elements(rest, inner(scope, new Map([[clause.name, item]]))));
}

/** Fields that are written in one scope. */
interface Part {
  fields: readonly Field[];
  scope: Scope;
}

function makeObject(
  locals: readonly Bind[],
  assertions: readonly Assertion[],
  parts: readonly Part[],
  scope: Scope,
): ObjectValue {
  const fields = new Map<string, LayerField>();
  for (const part of parts) {
    for (const field of part.fields) {
      const key = evaluate(field.name, part.scope);
      // A field without a name is left out.
      if (key === null) continue;
      if (fields.has(name(key))) throw fail(`the field ${JSON.stringify(key)} is there twice`);
      scope.machine.budget.grow(1);
      fields.set(name(key), layerField(field, part.scope, locals));
    }
  }
  const layer: Layer = { fields, assert: undefined };
  if (assertions.length > 0) {
    layer.assert = (self, position) => {
      const within = scopeIn(self, position, locals, scope);
      for (const assertion of assertions) checkAssertion(assertion, within);
    };
  }
  return objectOf([layer]);
}

function layerField({ visibility, isAdded, body }: Field, scope: Scope, locals: readonly Bind[]): LayerField {
  return {
    visibility,
    isAdded,
    evaluate: (self, layer) => evaluate(body, scopeIn(self, layer, locals, scope)),
  };
}

/** The scope of a layer's fields in the object that they are asked of, made once for each scope they are written in. */
function scopeIn(self: ObjectValue, layer: number, locals: readonly Bind[], written: Scope): Scope {
  const known = (self.scopes[layer] ??= new Map<Scope, Scope>()) as Map<Scope, Scope>;
  const found = known.get(written);
  if (found) return found;
  const within = bindAll(locals, {
    ...written,
    self,
    layer,
    outermost: written.outermost ?? self,
  });
  known.set(written, within);
  return within;
}

/** The value that a program comes to, called with `args` where it is a function. */
export function run(program: Expression, scope: Scope, args: ReadonlyMap<string, Lazy>): Value {
  const value = evaluate(program, scope);
  if (value !== null && typeof value === "object") {
    if (value.kind === "function") return apply(scope.machine, value, [], args);
    if (value.kind === "object") checkAssertions(value);
  }
  return value;
}
