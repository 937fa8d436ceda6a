// The admin API: which handler answers to which address, and how its answers are written.
import type { Hono, Context as HonoContext } from "hono";
import type { Context } from "../context.js";
import { readText } from "../http/body.js";
import { ApiError } from "../http/error.js";
import { errorBody } from "../http/error-json.js";
import { internalError } from "../http/errors.js";
import { processMetrics } from "../metrics/process-metrics.js";
import type { AdminAnswer, AdminHandler } from "./answer.js";
import { deleteIdentity, patchIdentity, replaceIdentity } from "./change-identity.js";
import { createIdentities, createIdentity } from "./create-identity.js";
import { deleteCredential } from "./delete-credential.js";
import { getMessage, listMessages } from "./messages.js";
import { getIdentity, getIdentityByExternalId, listIdentities } from "./read-identity.js";
import { createCode, createLink } from "./recovery.js";
import {
  deleteIdentitySessions,
  disableSession,
  extendSession,
  getSession,
  listIdentitySessions,
  listSessions,
} from "./sessions.js";
import { version } from "./system.js";

type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type AdminRoute = [verb: Verb, path: string, handler: AdminHandler];

const routes: readonly AdminRoute[] = [
  ["GET", "/identities", listIdentities],
  ["POST", "/identities", createIdentity],
  ["PATCH", "/identities", createIdentities],
  ["GET", "/identities/by/external/:externalId", getIdentityByExternalId],
  ["GET", "/identities/:id", getIdentity],
  ["PUT", "/identities/:id", replaceIdentity],
  ["PATCH", "/identities/:id", patchIdentity],
  ["DELETE", "/identities/:id", deleteIdentity],
  ["DELETE", "/identities/:id/credentials/:type", deleteCredential],
  ["GET", "/identities/:id/sessions", listIdentitySessions],
  ["DELETE", "/identities/:id/sessions", deleteIdentitySessions],
  ["GET", "/sessions", listSessions],
  ["GET", "/sessions/:id", getSession],
  ["DELETE", "/sessions/:id", disableSession],
  ["PATCH", "/sessions/:id/extend", extendSession],
  ["POST", "/recovery/code", createCode],
  ["POST", "/recovery/link", createLink],
  ["GET", "/courier/messages", listMessages],
  ["GET", "/courier/messages/:id", getMessage],
  ["GET", "/version", version],
];

/** A batch of a thousand identities fits with room. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Adds the routes, without the prefix `/admin`: http/admin-app.ts serves both forms of each address. */
export function registerAdminRoutes(app: Hono, context: Context): void {
  addRoutes(app, context, routes);
  app.get("/metrics/prometheus", (c) =>
    c.body(processMetrics() + context.metrics.text(), 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
    }),
  );
}

/** Of two routes for one address, the one that was added first answers. */
export function addRoutes(app: Hono, context: Context, table: readonly AdminRoute[]): void {
  for (const [verb, path, handler] of table) {
    app.on(verb, path, (c) => run(context, c, handler));
  }
}

async function run(context: Context, c: HonoContext, handler: AdminHandler): Promise<Response> {
  try {
    const url = new URL(c.req.url);
    const answer = await handler(context, {
      params: c.req.param(),
      url,
      query: url.searchParams,
      contentType: c.req.header("content-type") ?? "",
      text: () => readText(c.req.raw, MAX_BODY_BYTES),
    });
    return write(c.req.method, answer);
  } catch (error) {
    return writeError(context, c, toApiError(context, error));
  }
}

function write(method: string, { status, body, headers }: AdminAnswer): Response {
  const json = body === undefined ? null : `${JSON.stringify(body)}\n`;
  return new Response(json, {
    status,
    headers: {
      ...cacheHeaders(method),
      ...(json !== null && { "content-type": "application/json; charset=utf-8" }),
      ...headers,
    },
  });
}

/** An error as the admin API answers with it. */
export function writeError(context: Context, c: HonoContext, error: ApiError): Response {
  const requestId = c.req.header("x-request-id");
  const body = errorBody(error, { isDev: context.isDev, ...(requestId !== undefined && { requestId }) });
  return new Response(`${JSON.stringify(body)}\n`, {
    status: error.status,
    headers: {
      ...cacheHeaders(c.req.method),
      "content-type": "application/json",
      "ory-error-id": error.id ?? "",
    },
  });
}

function cacheHeaders(method: string): Record<string, string> {
  const isRead = method === "GET" || method === "HEAD";
  return { "cache-control": isRead ? "private, no-cache, no-store, must-revalidate" : "no-store" };
}

function toApiError(context: Context, error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  context.log.error({ err: error }, "a request to the admin API failed unexpectedly");
  return internalError(error instanceof Error ? error.stack : undefined);
}
