// The description of the two APIs, each as its own port serves it at /openapi.json.
import type { Document, Paths, Schema } from "./model.js";
import { identities } from "./operations/identities.js";
import { identitySchemas } from "./operations/identity-schemas.js";
import { identitySessions } from "./operations/identity-sessions.js";
import { login } from "./operations/login.js";
import { mailedFlows } from "./operations/mailed-flows.js";
import { adminMetadata, metadata } from "./operations/metadata.js";
import { pages } from "./operations/pages.js";
import { registration } from "./operations/registration.js";
import { sessions } from "./operations/sessions.js";
import { settings } from "./operations/settings.js";
import { courier, recoveryForAdmins } from "./operations/support.js";
import { allAdminSchemas, publicSchemas } from "./schemas/index.js";
import { packageVersion } from "../version.js";

export type Side = "public" | "admin";

const sides: Record<
  Side,
  { title: string; description: string; paths: Paths; schemas: Record<string, Schema> }
> = {
  public: {
    title: "Foyer identity server: public API",
    description:
      "Sign-in, sign-up, recovery, verification, settings and sessions, for browsers and native apps. " +
      "Operations and schemas have the names of Ory's public API, so clients made for that fit. " +
      "The schemas are answered below /admin, too. Other addresses are answered with 404, 405 or, without a CSRF token, " +
      "403; those of the admin API with 307.",
    paths: {
      ...login,
      ...registration,
      ...mailedFlows,
      ...settings,
      ...sessions,
      ...pages,
      ...identitySchemas,
      ...metadata,
    },
    schemas: publicSchemas,
  },
  admin: {
    title: "Foyer identity server: admin API",
    description:
      "For whoever runs the service: it asks for no password and must not be reachable from outside. " +
      "Each address below /admin is also answered without that prefix; those of the public API are answered with 307.",
    paths: {
      ...identities,
      ...identitySessions,
      ...recoveryForAdmins,
      ...courier,
      ...metadata,
      ...adminMetadata,
    },
    schemas: allAdminSchemas,
  },
};

const tags: Record<string, string> = {
  frontend: "For the pages and apps that people see.",
  identity: "People, their sessions and schemas.",
  courier: "Mails and text messages.",
  metadata: "About the server itself.",
};

/** @param baseUrl where the clients of this API reach it */
export function describeApi(side: Side, baseUrl: string): Document {
  const { title, description, paths, schemas } = sides[side];
  const used = new Set(
    Object.values(paths).flatMap((item) => Object.values(item).flatMap((operation) => operation.tags)),
  );
  return {
    openapi: "3.1.1",
    info: {
      title,
      version: packageVersion,
      description,
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: baseUrl.replace(/\/$/, ""), description: "This server" }],
    tags: Object.entries(tags)
      .filter(([name]) => used.has(name))
      .map(([name, about]) => ({ name, description: about })),
    paths,
    components: { schemas },
  };
}
