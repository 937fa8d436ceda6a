// The description of the older API, v0alpha2, as a server with `legacy.v0alpha2` serves it at /openapi.v0alpha2.json.
import { packageVersion } from "../../version.js";
import type { Side } from "../document.js";
import type { Document, Paths, Schema } from "../model.js";
import { adminMetadata, metadata } from "../operations/metadata.js";
import { olderAdminPaths, olderPublicPaths } from "./operations.js";
import {
  olderAdminIdentity,
  olderAdminSchemas,
  olderErrors,
  olderFlowSchemas,
  olderIdentitySchemas,
  olderIdentitySchemaSchemas,
  olderPublicIdentity,
  olderSessionSchemas,
  olderUiSchemas,
} from "./schemas.js";
import { olderSubmissionSchemas } from "./submissions.js";

/** The same in both generations. */
const health: Paths = {
  "/health/alive": metadata["/health/alive"] ?? {},
  "/health/ready": metadata["/health/ready"] ?? {},
};

const sides: Record<Side, { title: string; paths: Paths; schemas: Record<string, Schema> }> = {
  public: {
    title: "Foyer identity server: the older public API, v0alpha2",
    paths: { ...olderPublicPaths, ...health },
    schemas: {
      ...olderErrors,
      ...olderIdentitySchemas,
      identity: olderPublicIdentity,
      ...olderSessionSchemas,
      ...olderUiSchemas,
      ...olderFlowSchemas,
      ...olderSubmissionSchemas,
      ...olderIdentitySchemaSchemas,
    },
  },
  admin: {
    title: "Foyer identity server: the older admin API, v0alpha2",
    paths: { ...olderAdminPaths, ...health, "/version": adminMetadata["/version"] ?? {} },
    schemas: {
      genericError: olderErrors.genericError ?? false,
      jsonError: olderErrors.jsonError ?? false,
      ...olderIdentitySchemas,
      identity: olderAdminIdentity,
      ...olderAdminSchemas,
    },
  },
};

/** @param baseUrl where the clients of this API reach it */
export function describeOlderApi(side: Side, baseUrl: string): Document {
  const { title, paths, schemas } = sides[side];
  return {
    openapi: "3.1.1",
    info: {
      title,
      version: packageVersion,
      description:
        "What Kratos 0.8.2 answered at these addresses, for its clients. Every other address is described in /openapi.json.",
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: baseUrl.replace(/\/$/, ""), description: "This server" }],
    tags: [
      { name: "v0alpha2", description: "The operations of the clients' `V0alpha2Api`." },
      { name: "metadata", description: "About the server itself." },
    ],
    paths,
    components: { schemas },
  };
}
