// Where the repository is, whatever folder a command was called from.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a run leaves behind: the development database, generated secrets, test reports. Git ignores it. */
export const STATE_FOLDER = join(ROOT, ".foyer");
