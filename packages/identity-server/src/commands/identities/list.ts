// `identities list`: one page, and what the next one is asked for with.
import { isJsonObject } from "../../json.js";
import { fetchPage } from "../admin-client.js";
import { UsageError } from "../command.js";
import { printRows } from "../output.js";
import { parseOptions } from "../parse.js";
import { commonOptions, prepareCall, type IdentityCommand } from "./call.js";
import { identityHeader, identityRow } from "./rows.js";

export const list: IdentityCommand = async (args, terminal) => {
  const { values, positionals } = parseOptions(args, {
    ...commonOptions,
    "page-size": { type: "string", default: "100" },
    "page-token": { type: "string", default: "" },
    consistency: { type: "string", default: "eventual" },
  });
  if (positionals.length > 0) throw new UsageError("list takes no ids; get does.");
  const query = new URLSearchParams({
    consistency: readConsistency(values.consistency),
    page_size: readPageSize(values["page-size"]),
    page_token: values["page-token"],
  });
  const { client, format } = prepareCall(values, terminal);
  const { items, next } = await fetchPage(client, `/admin/identities?${query.toString()}`);
  const found = items.filter(isJsonObject);
  const nextToken = new URLSearchParams(next?.split("?")[1] ?? "").get("page_token") ?? "";
  printRows(terminal, format, {
    header: identityHeader,
    rows: found.map(identityRow),
    value: { identities: found, next_page_token: nextToken },
    footer: [[""], ["NEXT PAGE TOKEN", nextToken]],
  });
  return 0;
};

function readPageSize(text: string): string {
  if (/^\d+$/.test(text)) return text;
  throw new UsageError(`--page-size ${text} is no number.`);
}

function readConsistency(text: string): string {
  if (["eventual", "strong", ""].includes(text)) return text;
  throw new UsageError(`--consistency ${text} is not known; there are eventual and strong.`);
}
