// Reading configuration files: YAML and JSON, later ones laid over earlier ones.
import { readFileSync } from "node:fs";
import { parse, YAMLParseError } from "yaml";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { mergeInto } from "./merge.js";

export class ConfigFileError extends Error {}

/** @throws ConfigFileError when a file is missing or is neither YAML nor JSON */
export function readFiles(files: readonly string[]): JsonObject {
  const merged: JsonObject = {};
  for (const file of files) mergeInto(merged, readFile(file));
  return merged;
}

function readFile(file: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigFileError(
      `${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  try {
    const content = withoutNulls(parse(text) as JsonValue | null);
    if (content === undefined) return {};
    if (isJsonObject(content)) return content;
  } catch (error) {
    const where = error instanceof YAMLParseError ? error.message.split("\n")[0] : String(error);
    throw new ConfigFileError(`${file}: is neither YAML nor JSON: ${where ?? ""}`);
  }
  throw new ConfigFileError(`${file}: must hold keys and values`);
}

/** A key without a value, such as `hooks:` above a line that is commented out, counts as not set. */
function withoutNulls(value: JsonValue): JsonValue | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map(withoutNulls).filter((item) => item !== undefined);
  if (!isJsonObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, child] of Object.entries(value)) {
    const kept = child === undefined ? undefined : withoutNulls(child);
    if (kept !== undefined) result[key] = kept;
  }
  return result;
}
