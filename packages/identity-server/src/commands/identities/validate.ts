// `identities validate`: whether files could be imported, asked without creating anything.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { loadResource } from "../../config/index.js";
import { createFormats } from "../../identities/formats.js";
import { createSchemaRegistry, type IdentitySchema } from "../../identities/schema.js";
import { describeProblems } from "../../identities/trait-messages.js";
import { isJsonObject, type JsonObject } from "../../json.js";
import { allAdminSchemas } from "../../openapi/schemas/index.js";
import type { AdminClient } from "../admin-client.js";
import { CommandError } from "../command.js";
import { parseOptions } from "../parse.js";
import { commonOptions, eachOf, prepareCall, type IdentityCommand } from "./call.js";
import { readIdentities } from "./files.js";
import { splitBody } from "./split.js";

export const validate: IdentityCommand = async (args, terminal) => {
  const { values, positionals: files } = parseOptions(args, commonOptions);
  const { client } = prepareCall(values, terminal);
  const problemsOfForm = createFormCheck();
  const schemaOf = rememberSchemas(client);
  const code = await eachOf(await readIdentities(files, terminal), terminal, async (body) => {
    const { first } = splitBody(body);
    const problems = problemsOfForm(first);
    const traits = first.traits ?? {};
    if (typeof first.schema_id === "string" && isJsonObject(traits)) {
      const result = (await schemaOf(first.schema_id)).validate(traits);
      if (result.kind === "invalid") problems.push(...describeProblems(result.problems).split("\n"));
    }
    if (problems.length > 0)
      throw new CommandError(`not valid\n${problems.map((line) => `  ${line}`).join("\n")}`);
  });
  if (code === 0) terminal.out("All identity files are valid.\n");
  return code;
};

/** What the admin API would say of a body's form, by its own description. */
function createFormCheck(): (body: JsonObject) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  for (const [name, isValid] of Object.entries(createFormats(undefined))) ajv.addFormat(name, isValid);
  ajv.addFormat("uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
  ajv.addSchema({ $id: "api", components: { schemas: allAdminSchemas } });
  const check: ValidateFunction = ajv.compile({ $ref: "api#/components/schemas/createIdentityBody" });
  return (body) => {
    const problems = check(body) === true ? [] : (check.errors ?? []);
    const unnamed = "schema_id" in body ? [] : ["schema_id: is missing"];
    const described = problems.map(({ instancePath, message, params }) => {
      const name: unknown = params.additionalProperty ?? "";
      const where = instancePath.slice(1).replaceAll("/", ".");
      return `${where === "" ? "the identity" : where}: ${message ?? "is wrong"}${name === "" ? "" : ` ("${String(name)}")`}`;
    });
    return [...unnamed, ...described];
  };
}

/** The schemas are the server's: each is asked for once. */
function rememberSchemas(client: AdminClient): (id: string) => Promise<IdentitySchema> {
  const known = new Map<string, Promise<IdentitySchema>>();
  return (id) => {
    const schema = known.get(id) ?? fetchSchema(client, id);
    known.set(id, schema);
    return schema;
  };
}

async function fetchSchema(client: AdminClient, id: string): Promise<IdentitySchema> {
  const { body } = await client.request("GET", `/schemas/${encodeURIComponent(id)}`);
  const own = `server://${id}`;
  const registry = createSchemaRegistry(async (url) =>
    url === own ? JSON.stringify(body) : loadResource(url, "$ref"),
  );
  try {
    await registry.load({ defaultSchemaId: id, schemas: [{ id, url: own }] });
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
  return registry.defaultSchema();
}
