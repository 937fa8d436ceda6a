// Reads the keys off the schema of the configuration: for the environment's names, and to hold them against Kratos's.
import type * as z from "zod";
import type { JsonValue } from "../../json.js";

export type Definition = z.core.$ZodTypes["_zod"]["def"];

export interface Visited {
  /** `#` stands for an entry of a list, `*` for a name that is free. */
  path: string[];
  definition: Definition;
  /** As it would be written; undefined where there is none. */
  fallback: JsonValue | undefined;
}

/**
 * Goes through a schema, keys before what they hold. zod can describe it as JSON schema too, but that takes as long as all
 * the rest of reading the configuration, at each start.
 *
 * @param visit called for each thing that a value may look like before it is checked: without defaults and
 *   transformations, each member of a union alone. What it returns says whether to go on below.
 */
export function walkSchema(schema: z.core.$ZodType, visit: (visited: Visited) => boolean): void {
  const go = (node: z.core.$ZodType, path: string[]): void => {
    for (const { definition, fallback } of alternativesOf(node)) {
      if (!visit({ path, definition, fallback })) continue;
      if (definition.type === "object") {
        for (const [key, child] of Object.entries(definition.shape)) go(child, [...path, key]);
      }
      if (definition.type === "array") go(definition.element, [...path, "#"]);
      if (definition.type === "record") go(definition.valueType, [...path, "*"]);
    }
  };
  go(schema, []);
}

type Alternative = Omit<Visited, "path">;

export function alternativesOf(schema: z.core.$ZodType, fallback?: JsonValue): Alternative[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "default":
    case "prefault":
      // A default is what could stand in the file.
      return alternativesOf(def.innerType, def.defaultValue as JsonValue);
    case "optional":
    case "nullable":
    case "readonly":
      return alternativesOf(def.innerType, fallback);
    case "pipe":
      return alternativesOf(def.in, fallback);
    case "union":
      return def.options.flatMap((option) => alternativesOf(option, fallback));
    default:
      return [{ definition: def, fallback }];
  }
}
