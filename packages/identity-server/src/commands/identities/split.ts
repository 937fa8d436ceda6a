// An identity's body as it is imported: what POST /admin/identities takes, and what has to be put in place afterwards.
import { isJsonObject, type JsonObject } from "../../json.js";

export interface SplitBody {
  first: JsonObject;
  later: [type: string, credential: JsonObject][];
  /** The id that the identity had where it was exported. */
  exportedId: string | undefined;
}

/** What the import of an identity does not know. */
const LATE = new Set(["totp", "lookup_secret", "webauthn", "passkey"]);

/** @param body as `identities export` writes it, with `--all-credentials` or without */
export function splitBody(body: JsonObject): SplitBody {
  const entries = isJsonObject(body.credentials) ? Object.entries(body.credentials) : [];
  const later = entries.flatMap(([type, credential]): [string, JsonObject][] =>
    LATE.has(type) && isJsonObject(credential) ? [[type, credential]] : [],
  );
  if (later.length === 0) return { first: body, later, exportedId: undefined };
  const { id, ...rest } = body;
  const taken = entries.filter(([type]) => !LATE.has(type));
  return {
    first: { ...rest, ...(taken.length > 0 && { credentials: Object.fromEntries(taken) }) },
    later,
    exportedId: typeof id === "string" ? id : undefined,
  };
}
