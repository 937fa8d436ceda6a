// Environment overrides, in Kratos's way: the key in upper case with `_` for every `.` and for every `_` of its own.
// SERVE_PUBLIC_BASE_URL sets `serve.public.base_url`, SECRETS_COOKIE_0 the first entry of `secrets.cookie`.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { mergeInto } from "./merge.js";
import { configSchema } from "./schema/index.js";
import { alternativesOf, walkSchema, type Definition } from "./schema/walk.js";

export type Environment = Readonly<Record<string, string | undefined>>;

export class EnvironmentValueError extends Error {
  constructor(
    readonly variable: string,
    readonly key: string,
    readonly problem: string,
  ) {
    super(`${key} (from ${variable}): ${problem}`);
  }
}

type Kind = "string" | "number" | "boolean" | "list" | "json";

interface KnownKey {
  /** `#` stands for an index. */
  path: string[];
  kind: Kind;
}

// These are set on the command line or in the file; a variable of such a common name is meant for something else.
export const NOT_FROM_ENVIRONMENT: ReadonlySet<string> = new Set([
  "version",
  "help",
  "config",
  "revision",
  "dev",
]);

let knownKeys: Map<string, KnownKey> | undefined;

/**
 * Collects what the environment says about the configuration.
 *
 * @returns an object to lay over what the files say
 * @throws EnvironmentValueError when a variable's value doesn't fit its key
 */
export function readEnvironment(env: Environment): JsonObject {
  knownKeys ??= listKeys();
  const overrides: JsonObject = {};
  for (const variable of Object.keys(env).sort()) {
    const text = env[variable];
    if (text === undefined) continue;
    const known = find(variable, knownKeys);
    if (!known) continue;
    mergeInto(overrides, nest(known.path, readValue(variable, known, text)));
  }
  return overrides;
}

function find(variable: string, keys: Map<string, KnownKey>): KnownKey | undefined {
  const name = variable.toLowerCase();
  const exact = keys.get(name);
  if (exact) return exact;
  const indices = name.split("_").filter((part) => /^\d+$/.test(part));
  if (indices.length === 0) return undefined;
  const indexed = keys.get(name.replace(/(?<=_)\d+(?=_|$)/g, "#"));
  return (
    indexed && {
      kind: indexed.kind,
      path: indexed.path.map((part) => (part === "#" ? (indices.shift() ?? part) : part)),
    }
  );
}

function readValue(variable: string, { kind, path }: KnownKey, text: string): JsonValue {
  const refuse = (problem: string) => new EnvironmentValueError(variable, path.join("."), problem);
  switch (kind) {
    case "string":
      return text;
    case "number": {
      const number = Number(text);
      if (text.trim() === "" || !Number.isFinite(number)) throw refuse("must be a number");
      return number;
    }
    case "boolean":
      if (/^(1|t|true)$/i.test(text)) return true;
      if (/^(0|f|false|)$/i.test(text)) return false;
      throw refuse("must be true or false");
    case "list":
      return (
        parseJson(text) ??
        text
          .split(",")
          .map((part) => part.trim())
          .filter((part) => part !== "")
      );
    case "json": {
      const value = parseJson(text);
      if (value === undefined) throw refuse("must be a JSON object or array");
      return value;
    }
  }
}

function parseJson(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** `["a", "0", "b"]` and 1 become `{ a: [{ b: 1 }] }`; entries before the index are left open. */
function nest(path: string[], value: JsonValue): JsonObject {
  const inner = path.reduceRight<JsonValue>((content, part) => {
    if (!/^\d+$/.test(part)) return { [part]: content };
    const list: JsonValue[] = [];
    list[Number(part)] = content;
    return list;
  }, value);
  return isJsonObject(inner) ? inner : {};
}

function listKeys(): Map<string, KnownKey> {
  const keys = new Map<string, KnownKey>();
  walkSchema(configSchema, ({ path, definition }) => {
    if (path.length === 1 && NOT_FROM_ENVIRONMENT.has(path[0] ?? "")) return false;
    if (path.includes("*")) return false;
    const kind = kindOf(definition);
    const name = path.join("_").toLowerCase();
    // A whole section (SESSION, LOG, ...) is not set by one variable: those names belong to other programs.
    const isSection = kind === "json" && path.length < 2;
    if (kind && !isSection && !keys.has(name)) keys.set(name, { path, kind });
    return true;
  });
  return keys;
}

function kindOf(definition: Definition): Kind | undefined {
  switch (definition.type) {
    case "string":
    case "enum":
      return "string";
    case "literal":
      return typeof definition.values[0] === "string" ? "string" : undefined;
    case "boolean":
      return "boolean";
    case "number":
      return "number";
    case "array":
      return alternativesOf(definition.element).every((each) => each.definition.type === "string")
        ? "list"
        : "json";
    case "object":
    case "record":
      return "json";
    default:
      return undefined;
  }
}
