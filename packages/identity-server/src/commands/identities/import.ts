// `identities import`: creates identities from files, here or in Ory Kratos.
import { isJsonObject, type JsonObject } from "../../json.js";
import type { AdminClient } from "../admin-client.js";
import { CommandError } from "../command.js";
import { printRow, printRows } from "../output.js";
import { parseOptions } from "../parse.js";
import { commonOptions, eachOf, prepareCall, type IdentityCommand } from "./call.js";
import { readIdentities } from "./files.js";
import { identityHeader, identityRow, textOf } from "./rows.js";
import { splitBody } from "./split.js";

export const importFiles: IdentityCommand = async (args, terminal) => {
  const { values, positionals: files } = parseOptions(args, commonOptions);
  const { client, format } = prepareCall(values, terminal);
  const bodies = await readIdentities(files, terminal);
  const created: JsonObject[] = [];
  const code = await eachOf(bodies, terminal, async (body) => {
    const { first, later, exportedId } = splitBody(body);
    const { body: answer } = await client.request("POST", "/admin/identities", first);
    if (!isJsonObject(answer)) throw new CommandError(`${client.endpoint} did not answer with an identity.`);
    created.push(answer);
    await addCredentials(client, { id: textOf(answer.id), exportedId }, later);
  });
  const [only, ...others] = created.map(identityRow);
  if (only && others.length === 0) printRow(terminal, format, identityHeader, only);
  else printRows(terminal, format, { header: identityHeader, rows: only ? [only, ...others] : [] });
  return code;
};

/**
 * Kratos's import knows no second factors and no keys, but a patch puts them in place. Whose they are is said by
 * identifiers, some of which are the identity's own id: that is another one now.
 *
 * @throws CommandError that says what the identity is left without
 */
async function addCredentials(
  client: AdminClient,
  { id, exportedId }: { id: string; exportedId: string | undefined },
  credentials: [type: string, credential: JsonObject][],
): Promise<void> {
  if (credentials.length === 0) return;
  const patch = credentials.map(([type, { config = {}, identifiers = [], version = 0 }]) => ({
    op: "add",
    path: `/credentials/${type}`,
    value: {
      type,
      config,
      version,
      identifiers: (Array.isArray(identifiers) ? identifiers : []).map((each) =>
        each === exportedId ? id : each,
      ),
    },
  }));
  try {
    await client.request("PATCH", `/admin/identities/${encodeURIComponent(id)}`, patch);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const types = credentials.map(([type]) => type).join(", ");
    throw new CommandError(`${id} is created, without ${types}, which are not taken there: ${error.message}`);
  }
}
