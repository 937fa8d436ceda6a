// `identities export`: all identities as the admin API takes them back.
import { includeQuery, listAll } from "../admin-client.js";
import { UsageError } from "../command.js";
import { parseOptions } from "../parse.js";
import { commonOptions, prepareCall, type IdentityCommand } from "./call.js";
import { exportIdentity, WITH_CREDENTIALS } from "./exported.js";
import { textOf } from "./rows.js";

/** Larger pages are slower where each identity comes with its credentials. */
const PAGE_SIZE = "250";

export const exportAll: IdentityCommand = async (args, terminal) => {
  const { values, positionals } = parseOptions(args, {
    ...commonOptions,
    "all-credentials": { type: "boolean", default: false },
    "id-as-external-id": { type: "boolean", default: false },
  });
  if (positionals.length > 0) throw new UsageError("export takes no names: it writes all identities.");
  const { client } = prepareCall(values, terminal);
  const query = includeQuery(WITH_CREDENTIALS);
  query.set("page_size", PAGE_SIZE);
  const left = new Map<string, number>();
  let count = 0;
  for await (const identity of listAll(client, `/admin/identities?${query.toString()}`)) {
    const { body, leftBehind } = exportIdentity(identity, {
      allCredentials: values["all-credentials"],
      idAsExternalId: values["id-as-external-id"],
    });
    terminal.out(`${count === 0 ? "[\n" : ",\n"}${indented(JSON.stringify(body, null, 2))}`);
    count += 1;
    for (const what of leftBehind) left.set(what, (left.get(what) ?? 0) + 1);
    if (leftBehind.length > 0) {
      terminal.error(`${textOf(identity.id)}: left behind: ${leftBehind.join(", ")}\n`);
    }
  }
  terminal.out(count === 0 ? "[]\n" : "\n]\n");
  terminal.error(summary(count, left));
  return 0;
};

function summary(count: number, left: Map<string, number>): string {
  const exported = `${String(count)} ${count === 1 ? "identity" : "identities"} exported`;
  if (left.size === 0) return `${exported}.\n`;
  const parts = [...left].map(([what, times]) => `${what} of ${String(times)}`);
  return `${exported}. What POST /admin/identities does not take is left behind: ${parts.join(", ")}.\n`;
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
