// `version`: of this server, and of the protocol it speaks.
import { PROTOCOL_VERSION } from "../admin/system.js";
import { packageVersion } from "../version.js";
import type { Command } from "./command.js";

export const version: Command = {
  help: "Usage: foyer-identity version\n",
  run: async (_args, terminal) => {
    terminal.out(`Version:   ${packageVersion}\nProtocol:  Ory Kratos ${PROTOCOL_VERSION}\n`);
    return 0;
  },
};
