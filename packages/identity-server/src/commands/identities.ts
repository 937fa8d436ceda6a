// `identities list|get|delete|import|export|validate`: the admin API from a terminal.
import { UsageError, type Command, type Terminal } from "./command.js";
import type { IdentityCommand } from "./identities/call.js";

/** Loaded when they are called: most of them need little of the server. */
const verbs: Record<string, () => Promise<IdentityCommand>> = {
  list: async () => (await import("./identities/list.js")).list,
  get: async () => (await import("./identities/get.js")).get,
  delete: async () => (await import("./identities/delete.js")).remove,
  import: async () => (await import("./identities/import.js")).importFiles,
  export: async () => (await import("./identities/export.js")).exportAll,
  validate: async () => (await import("./identities/validate.js")).validate,
};

export const identities: Command = {
  help: `Usage: foyer-identity identities <verb> [options]

  list                      identities, a page of them: --page-size 100, --page-token <from the page before>,
                            --consistency eventual|strong
  get <id>...               identities by id; -i <type> adds the config of a type of credential
  delete <id>...            deletes identities
  validate [file.json]...   checks identities in files, without creating them
  import [file.json]...     creates identities from files: one identity or a list, in the form of POST /admin/identities
  export                    writes all identities in that form, with their hashed passwords and providers
        --all-credentials       authenticator apps, backup codes, security keys and passkeys as well: for
                                "foyer-identity identities import" into Ory Kratos, whose own import does not know them
        --id-as-external-id     with the id in "external_id": imported identities get new ids, and are found by the old

Files are read from the standard input where none is named, or "-" is.

Options:
  -e, --endpoint <url>      the admin API (default: KRATOS_ADMIN_URL, then the configuration, then http://127.0.0.1:4434)
  -c, --config <file>       the server's configuration, to find the admin API by
      --format <format>     table, json, json-pretty, yaml, jsonpath=<path>, jsonpointer=<pointer> (default: table;
                            export always writes JSON)
  -q, --quiet               ids alone
  -i, --include-credentials <type>
`,
  run: async (args, terminal: Terminal) => {
    const [verb = "", ...rest] = args;
    if (["help", "-h", "--help"].includes(verb) || rest.some((arg) => ["-h", "--help"].includes(arg))) {
      terminal.out(identities.help);
      return 0;
    }
    const load = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!load) throw new UsageError(verb === "" ? "Say what to do." : `There is no "identities ${verb}".`);
    return (await load())(rest, terminal);
  },
};
