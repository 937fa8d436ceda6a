// The named schemas of each description.
import type { Schema } from "../model.js";
import { adminSchemas } from "./admin.js";
import { errorSchemas } from "./errors.js";
import { flowSchemas } from "./flows.js";
import { adminIdentitySchemas, identitySchemaSchemas, publicIdentitySchemas } from "./identity.js";
import { sessionSchemas, signedInSchemas } from "./session.js";
import { submissionSchemas } from "./submissions.js";
import { uiSchemas } from "./ui.js";

export const publicSchemas: Record<string, Schema> = {
  ...publicIdentitySchemas,
  ...identitySchemaSchemas,
  ...sessionSchemas("identity"),
  ...signedInSchemas,
  ...uiSchemas,
  ...flowSchemas,
  ...submissionSchemas,
  ...errorSchemas,
};

export const allAdminSchemas: Record<string, Schema> = {
  ...adminIdentitySchemas,
  ...sessionSchemas("publicIdentity"),
  ...adminSchemas,
  genericError: errorSchemas.genericError ?? false,
  errorGeneric: errorSchemas.errorGeneric ?? false,
};
