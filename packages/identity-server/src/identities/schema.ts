// The identity schemas of the configuration: loaded, compiled once, found by id.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import {
  EXTENSION_KEYWORD,
  extensionSchema,
  isIdentifierTrait,
  usesPhoneNumbers,
  type TraitExtension,
} from "./extension.js";
import { keysInOrder, listLeaves, type TraitLeaf } from "./leaves.js";
import { loadPhoneParser } from "./normalise.js";
import { compileTraitsValidator, type TraitsValidator } from "./validate.js";

export interface IdentitySchema {
  id: string;
  /** The text as configured: it is served as it is. */
  text: string;
  document: JsonObject;
  /** The traits that become fields of a form, sorted by name. */
  leaves: TraitLeaf[];
  /** Dotted names of the traits in document order. */
  keysInOrder: string[];
  validate: TraitsValidator;
  /** The title and name of the trait that identifies a person, when exactly one trait does and it has a title. */
  identifierLabel: { title: string; name: string } | undefined;
}

export interface SchemaSource {
  id: string;
  /** `file://`, `https://` or `base64://`. */
  url: string;
  /** Whether a person may choose this schema in a flow. */
  selfservice_selectable?: boolean;
}

export interface SchemaSettings {
  defaultSchemaId: string;
  schemas: SchemaSource[];
}

/** Reads what a URL of the configuration points to. */
export type LoadText = (url: string) => Promise<string>;

export interface SchemaRegistry {
  list(): IdentitySchema[];
  /** Finds a schema by its id or by the unpadded base64url form of its id. */
  find(id: string): IdentitySchema | undefined;
  defaultSchema(): IdentitySchema;
  /**
   * Replaces all schemas by those of the settings. On failure the old ones stay.
   *
   * @throws Error that names the schema and what is wrong with it
   */
  load(settings: SchemaSettings): Promise<void>;
}

/** The registry is empty until `load` has run. */
export function createSchemaRegistry(loadText: LoadText): SchemaRegistry {
  let schemas = new Map<string, IdentitySchema>();
  let defaultId = "";
  const find = (id: string) => schemas.get(id) ?? schemas.get(decodeSchemaId(id));
  return {
    list: () => [...schemas.values()],
    find,
    defaultSchema: () => {
      const schema = schemas.get(defaultId);
      if (!schema) throw new Error("The identity schemas are not loaded.");
      return schema;
    },
    load: async (settings) => {
      const loaded = new Map<string, IdentitySchema>();
      for (const source of settings.schemas) loaded.set(source.id, await loadSchema(source, loadText));
      if (!loaded.has(settings.defaultSchemaId)) {
        throw new Error(
          `"identity.default_schema_id" names "${settings.defaultSchemaId}", which is not among "identity.schemas".`,
        );
      }
      schemas = loaded;
      defaultId = settings.defaultSchemaId;
    },
  };
}

/** The last part of an identity's `schema_url`. */
export function encodeSchemaId(id: string): string {
  return Buffer.from(id).toString("base64url");
}

function decodeSchemaId(encoded: string): string {
  return Buffer.from(encoded, "base64url").toString();
}

async function loadSchema(source: SchemaSource, loadText: LoadText): Promise<IdentitySchema> {
  try {
    const text = await loadText(source.url);
    const document = parseDocument(text);
    const references = new Map<string, JsonObject>();
    await loadReferences(document, loadText, references);
    const extensions = [document, ...references.values()].flatMap(findExtensions);
    const needsPhones =
      extensions.some(usesPhoneNumbers) || [text, ...references.values()].some(mentionsPhoneFormat);
    const parsePhone = needsPhones ? await loadPhoneParser() : undefined;
    const leaves = listLeaves(document, (reference) => resolveReference(reference, document, references));
    return {
      id: source.id,
      text,
      document,
      leaves,
      keysInOrder: keysInOrder(document),
      validate: await compileTraitsValidator({ document, references, parsePhone }),
      identifierLabel: identifierLabel(leaves),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Identity schema "${source.id}" (identity.schemas, ${shorten(source.url)}): ${reason}`, {
      cause: error,
    });
  }
}

function parseDocument(text: string): JsonObject {
  const document: unknown = JSON.parse(text);
  if (!isJsonObject(document)) throw new Error("a JSON schema must be an object");
  return document;
}

function mentionsPhoneFormat(document: string | JsonObject): boolean {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return /"format"\s*:\s*"tel"/.test(text);
}

function identifierLabel(leaves: TraitLeaf[]): { title: string; name: string } | undefined {
  const [only, ...others] = leaves.filter((leaf) => leaf.extension && isIdentifierTrait(leaf.extension));
  if (only?.title === undefined || others.length > 0) return undefined;
  return { title: only.title, name: only.name };
}

/** Loads the documents that `$ref` names by an absolute address, and those that they name. */
async function loadReferences(
  document: JsonObject,
  loadText: LoadText,
  into: Map<string, JsonObject>,
): Promise<void> {
  for (const reference of findValues(document, "$ref")) {
    if (typeof reference !== "string" || !/^(https?|file|base64):\/\//.test(reference)) continue;
    const url = reference.split("#")[0] ?? reference;
    if (url === document.$id || into.has(url)) continue;
    const target = parseDocument(await loadText(url));
    into.set(url, target);
    await loadReferences(target, loadText, into);
  }
}

function resolveReference(
  reference: string,
  document: JsonObject,
  references: ReadonlyMap<string, JsonObject>,
): JsonValue | undefined {
  const [url = "", pointer = ""] = reference.split("#");
  let target: JsonValue | undefined = url === "" || url === document.$id ? document : references.get(url);
  for (const segment of pointer.split("/").slice(1)) {
    const key = decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
    target = Array.isArray(target) ? target[Number(key)] : isJsonObject(target) ? target[key] : undefined;
  }
  return target;
}

function findExtensions(document: JsonObject): TraitExtension[] {
  return findValues(document, EXTENSION_KEYWORD).flatMap((value) => {
    const parsed = extensionSchema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

function findValues(value: JsonValue | undefined, key: string): JsonValue[] {
  if (Array.isArray(value)) return value.flatMap((item) => findValues(item, key));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    name === key && child !== undefined ? [child] : findValues(child, key),
  );
}

function shorten(url: string): string {
  return url.length > 80 ? `${url.slice(0, 80)}...` : url;
}
