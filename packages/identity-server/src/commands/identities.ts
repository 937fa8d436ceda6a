// `identities list|get|delete|import|export`: the admin API from a terminal.
import { readFile } from "node:fs/promises";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { createAdminClient, listAll, type AdminClient } from "./admin-client.js";
import { CommandError, configFiles, UsageError, type Command, type Terminal } from "./command.js";
import { exportIdentity } from "./identity-export.js";
import { parseOptions } from "./parse.js";

const options = {
  endpoint: { type: "string", short: "e" },
  config: { type: "string", short: "c", multiple: true },
  format: { type: "string", default: "table" },
  "include-credentials": { type: "string", short: "i", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

const EXPORTED_CREDENTIALS = ["password", "oidc", "totp", "lookup_secret", "webauthn", "passkey"];

export const identities: Command = {
  help: `Usage: foyer-identity identities <list|get|delete|import|export> [options]

  list                      all identities
  get <id>...               identities by id; -i password adds the config of a type of credential
  delete <id>...            deletes identities
  import [file.json]...     creates identities from files, or from the standard input: one identity or a list, in the
                            form of POST /admin/identities
  export                    writes all identities in that form, with their hashed passwords

Options:
  -e, --endpoint <url>      the admin API (default: KRATOS_ADMIN_URL, then the configuration, then http://127.0.0.1:4434)
  -c, --config <file>       the server's configuration, to find the admin API by
  --format <table|json>     how identities are printed (default: table; export always writes JSON)
  -i, --include-credentials <type>
`,
  run: async (args, terminal) => {
    const [verb = "", ...rest] = args;
    const action = Object.hasOwn(actions, verb) ? actions[verb] : undefined;
    if (!action) throw new UsageError(verb === "" ? "Say what to do." : `There is no "identities ${verb}".`);
    const { values, positionals } = parseOptions(rest, options);
    if (values.help === true) {
      terminal.out(identities.help);
      return 0;
    }
    if (values.format !== "table" && values.format !== "json") {
      throw new UsageError(`--format ${values.format} is not known; use table or json.`);
    }
    const client = createAdminClient(
      {
        config: configFiles(values.config),
        ...(values.endpoint !== undefined && { endpoint: values.endpoint }),
      },
      terminal,
    );
    return action(client, terminal, {
      names: positionals,
      isJson: values.format === "json",
      include: values["include-credentials"] ?? [],
    });
  },
};

interface ActionInput {
  /** Ids or files. */
  names: string[];
  isJson: boolean;
  include: string[];
}

type Action = (client: AdminClient, terminal: Terminal, input: ActionInput) => Promise<number>;

const actions: Record<string, Action> = { list, get, delete: remove, import: importAll, export: exportAll };

async function list(client: AdminClient, terminal: Terminal, { isJson }: ActionInput): Promise<number> {
  const found: JsonObject[] = [];
  for await (const identity of listAll(client, "/admin/identities?page_size=250")) found.push(identity);
  print(terminal, found, isJson);
  return 0;
}

async function get(client: AdminClient, terminal: Terminal, input: ActionInput): Promise<number> {
  if (input.names.length === 0) throw new UsageError("Name the ids of the identities to get.");
  const query = includeQuery(input.include);
  const found: JsonObject[] = [];
  for (const id of input.names) {
    const { body } = await client.request(
      "GET",
      `/admin/identities/${encodeURIComponent(id)}?${query.toString()}`,
    );
    if (isJsonObject(body)) found.push(body);
  }
  print(terminal, found, input.isJson);
  return 0;
}

async function remove(client: AdminClient, terminal: Terminal, { names }: ActionInput): Promise<number> {
  if (names.length === 0) throw new UsageError("Name the ids of the identities to delete.");
  return eachOf(names, terminal, async (id) => {
    await client.request("DELETE", `/admin/identities/${encodeURIComponent(id)}`);
    terminal.out(`${id}\n`);
  });
}

async function importAll(
  client: AdminClient,
  terminal: Terminal,
  { names, isJson }: ActionInput,
): Promise<number> {
  const texts =
    names.length > 0 ? await Promise.all(names.map(readIdentityFile)) : [await terminal.readInput()];
  const bodies = texts.flatMap((text, index) => parseIdentities(text, names[index] ?? "the standard input"));
  const created: JsonObject[] = [];
  const code = await eachOf(bodies, terminal, async (body) => {
    const answer = await client.request("POST", "/admin/identities", body);
    if (isJsonObject(answer.body)) created.push(answer.body);
  });
  print(terminal, created, isJson);
  return code;
}

async function exportAll(client: AdminClient, terminal: Terminal): Promise<number> {
  const query = includeQuery(EXPORTED_CREDENTIALS);
  query.set("page_size", "250");
  const bodies: JsonObject[] = [];
  for await (const identity of listAll(client, `/admin/identities?${query.toString()}`)) {
    const { body, leftBehind } = exportIdentity(identity);
    bodies.push(body);
    if (leftBehind.length > 0) {
      terminal.error(
        `${textOf(identity.id)}: ${leftBehind.join(", ")} cannot be taken along; the person sets it up anew.\n`,
      );
    }
  }
  terminal.out(`${JSON.stringify(bodies, null, 2)}\n`);
  return 0;
}

function includeQuery(types: string[]): URLSearchParams {
  const query = new URLSearchParams();
  for (const type of types) query.append("include_credential", type);
  return query;
}

/** Does what it can; each failure is told, and any makes the command fail. */
async function eachOf<T>(items: T[], terminal: Terminal, work: (item: T) => Promise<void>): Promise<number> {
  let failures = 0;
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      failures += 1;
      terminal.error(`${error.message}\n`);
    }
  }
  return failures > 0 ? 1 : 0;
}

async function readIdentityFile(name: string): Promise<string> {
  try {
    return await readFile(name, "utf8");
  } catch (error) {
    throw new CommandError(
      `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function parseIdentities(text: string, source: string): JsonObject[] {
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

function print(terminal: Terminal, found: JsonObject[], isJson: boolean): void {
  if (isJson) {
    terminal.out(`${JSON.stringify(found, null, 2)}\n`);
    return;
  }
  const rows = found.map((identity) => [
    textOf(identity.id),
    textOf(identity.state),
    textOf(identity.schema_id),
    verifiedAddresses(identity),
    JSON.stringify(identity.traits ?? null),
  ]);
  terminal.out(table([["ID", "STATE", "SCHEMA", "ADDRESSES", "TRAITS"], ...rows]));
}

function verifiedAddresses(identity: JsonObject): string {
  const list = Array.isArray(identity.verifiable_addresses) ? identity.verifiable_addresses : [];
  const shown = list
    .filter(isJsonObject)
    .map((address) => `${textOf(address.value)}${address.verified === true ? "" : " (unverified)"}`);
  return shown.join(", ") || "-";
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "-";
}

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
