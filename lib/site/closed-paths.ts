/**
 * Where crawlers have nothing to look for: pages of a person, pages that start something at the identity service when they
 * are opened, and what programs ask for. Each is the beginning of a path.
 */
import { flowKinds } from "@/lib/ory/flow-kind";
import { PROTECTED_PATHS } from "@/lib/session/protected-paths";

export const CLOSED_PATHS: readonly string[] = [
  ...PROTECTED_PATHS,
  ...flowKinds.map((kind) => `/${kind}`),
  "/welcome",
  "/logout",
  "/continue",
  "/error",
  "/unavailable",
  "/oauth2/",
  "/api/",
  "/health/",
  "/self-service/",
  "/schemas",
  "/.well-known/ory/",
];
