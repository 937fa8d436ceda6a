// JSON Patch, as far as the admin API takes it: add, replace, remove. Missing parents are made, and replacing what is
// not there adds it, as in Kratos.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";

/** Says which operation could not be applied and why. */
export class PatchError extends Error {}

type Operation = { op: "add" | "replace"; path: string; value: JsonValue } | { op: "remove"; path: string };

/**
 * Applies a patch to a copy of a document.
 *
 * @param isDenied tells which paths must not be changed
 * @throws PatchError
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export function applyPatch(
  document: JsonObject,
  patch: JsonValue,
  isDenied: (path: string) => boolean,
): JsonObject {
  const result = structuredClone(document);
  const operations = readPatch(patch);
  for (const { path } of operations) {
    if (isDenied(path)) throw new PatchError(`the patch changes ${path}, which must not be changed`);
  }
  for (const operation of operations) apply(result, operation);
  return result;
}

function readPatch(patch: JsonValue): Operation[] {
  if (!Array.isArray(patch)) throw new PatchError("a patch is a list of operations");
  return patch.map((operation) => {
    if (!isJsonObject(operation)) throw new PatchError("each operation of a patch is an object");
    const { op, path, value = null } = operation;
    if (typeof path !== "string" || !path.startsWith("/")) {
      throw new PatchError('each operation of a patch needs a "path" that begins with a slash');
    }
    if (op === "remove") return { op, path };
    if (op === "add" || op === "replace") return { op, path, value };
    throw new PatchError(`operation ${JSON.stringify(op)} is not supported; use add, replace or remove`);
  });
}

function apply(document: JsonObject, operation: Operation): void {
  const segments = operation.path
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = segments.pop() ?? "";
  let parent: JsonValue = document;
  for (const segment of segments) parent = descend(parent, segment, operation);
  if (Array.isArray(parent)) applyToList(parent, last, operation);
  else if (isJsonObject(parent)) applyToObject(parent, last, operation);
  else throw new PatchError(`${operation.path} lies within something that is no object and no list`);
}

function descend(parent: JsonValue, segment: string, operation: Operation): JsonValue {
  if (Array.isArray(parent)) {
    const child = parent[indexOf(parent, segment, operation, parent.length - 1)];
    if (child !== undefined) return child;
  } else if (isJsonObject(parent)) {
    const child = Object.hasOwn(parent, segment) ? parent[segment] : undefined;
    if (child !== undefined && child !== null) return child;
    if (operation.op !== "remove") {
      const made: JsonObject = {};
      setOwn(parent, segment, made);
      return made;
    }
  }
  throw new PatchError(`there is nothing at ${operation.path}`);
}

function applyToObject(parent: JsonObject, name: string, operation: Operation): void {
  if (operation.op !== "remove") {
    setOwn(parent, name, operation.value);
    return;
  }
  if (!Object.hasOwn(parent, name)) throw new PatchError(`there is nothing at ${operation.path}`);
  Reflect.deleteProperty(parent, name);
}

function applyToList(parent: JsonValue[], segment: string, operation: Operation): void {
  switch (operation.op) {
    case "add":
      parent.splice(indexOf(parent, segment, operation, parent.length), 0, operation.value);
      return;
    case "replace":
      parent[indexOf(parent, segment, operation, parent.length - 1)] = operation.value;
      return;
    case "remove":
      parent.splice(indexOf(parent, segment, operation, parent.length - 1), 1);
  }
}

function indexOf(list: JsonValue[], segment: string, operation: Operation, max: number): number {
  const index = segment === "-" ? list.length : /^(0|[1-9]\d*)$/.test(segment) ? Number(segment) : -1;
  if (index < 0 || index > max)
    throw new PatchError(`there is no place ${segment} in the list at ${operation.path}`);
  return index;
}

/** Defines the property itself: a name such as `__proto__` is a name like any other. */
function setOwn(object: JsonObject, name: string, value: JsonValue): void {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
