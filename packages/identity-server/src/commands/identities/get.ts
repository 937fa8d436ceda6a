// `identities get`: by id.
import { isJsonObject, type JsonObject } from "../../json.js";
import { includeQuery } from "../admin-client.js";
import { UsageError } from "../command.js";
import { printRow, printRows } from "../output.js";
import { parseOptions } from "../parse.js";
import { commonOptions, eachOf, prepareCall, type IdentityCommand } from "./call.js";
import { identityHeader, identityRow } from "./rows.js";

const TYPES = ["password", "oidc", "saml", "totp", "lookup_secret", "webauthn", "passkey", "code", "profile"];

export const get: IdentityCommand = async (args, terminal) => {
  const { values, positionals: ids } = parseOptions(args, {
    ...commonOptions,
    "include-credentials": { type: "string", short: "i", multiple: true, default: [] },
  });
  if (ids.length === 0) throw new UsageError("Name the ids of the identities to get.");
  const unknown = values["include-credentials"].find((type) => !TYPES.includes(type));
  if (unknown !== undefined) {
    throw new UsageError(`"${unknown}" is no type of credential; there are ${TYPES.join(", ")}.`);
  }
  const { client, format } = prepareCall(values, terminal);
  const query = includeQuery(values["include-credentials"]).toString();
  const found: JsonObject[] = [];
  const code = await eachOf(
    ids.map((id) => [id, id] as const),
    terminal,
    async (id) => {
      const { body } = await client.request("GET", `/admin/identities/${encodeURIComponent(id)}?${query}`);
      if (isJsonObject(body)) found.push(body);
    },
  );
  const [only, ...others] = found.map(identityRow);
  if (only && others.length === 0) printRow(terminal, format, identityHeader, only);
  else if (only) printRows(terminal, format, { header: identityHeader, rows: [only, ...others] });
  return code;
};
