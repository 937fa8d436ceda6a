// `identities delete`: by id.
import { UsageError } from "../command.js";
import { printRow, printRows, type Row } from "../output.js";
import { parseOptions } from "../parse.js";
import { commonOptions, eachOf, prepareCall, type IdentityCommand } from "./call.js";

export const remove: IdentityCommand = async (args, terminal) => {
  const { values, positionals: ids } = parseOptions(args, commonOptions);
  if (ids.length === 0) throw new UsageError("Name the ids of the identities to delete.");
  const { client, format } = prepareCall(values, terminal);
  const deleted: Row[] = [];
  const code = await eachOf(
    ids.map((id) => [id, id] as const),
    terminal,
    async (id) => {
      await client.request("DELETE", `/admin/identities/${encodeURIComponent(id)}`);
      deleted.push({ columns: [id], value: id });
    },
  );
  const [only, ...others] = deleted;
  if (only && others.length === 0) printRow(terminal, format, ["ID"], only);
  else if (only) printRows(terminal, format, { header: ["ID"], rows: deleted });
  return code;
};
