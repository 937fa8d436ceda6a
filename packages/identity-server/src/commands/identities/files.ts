// Identities in files, in the form that the admin API takes: one, or a list of them.
import { readFile } from "node:fs/promises";
import { isJsonObject, type JsonObject, type JsonValue } from "../../json.js";
import { CommandError, type Terminal } from "../command.js";

const STANDARD_INPUT = "STD_IN";

/**
 * @param names of files; `-`, or none at all, stands for the standard input
 * @returns each identity under a name such as `people.json[3]`
 * @throws CommandError for a file that cannot be read or is no such JSON
 */
export async function readIdentities(
  names: string[],
  terminal: Terminal,
): Promise<(readonly [name: string, identity: JsonObject])[]> {
  const sources = names.length === 0 ? ["-"] : names;
  const texts = await Promise.all(
    sources.map(async (name) =>
      name === "-"
        ? { source: STANDARD_INPUT, text: await terminal.readInput() }
        : { source: name, text: await readText(name) },
    ),
  );
  return texts.flatMap(({ source, text }) =>
    parseIdentities(source, text).map(
      (identity, index) => [`${source}[${String(index)}]`, identity] as const,
    ),
  );
}

async function readText(name: string): Promise<string> {
  try {
    return await readFile(name, "utf8");
  } catch (error) {
    throw new CommandError(
      `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function parseIdentities(source: string, text: string): JsonObject[] {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new CommandError(`${source} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [parsed].flat().map((item) => {
    if (isJsonObject(item)) return item;
    throw new CommandError(`${source} holds something that is no identity.`);
  });
}
