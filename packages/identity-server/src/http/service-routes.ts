// Whether the server lives, and the identity schemas, which forms are built from.
import type { Env, Hono } from "hono";
import { ready } from "../admin/system.js";
import { getSchema, listSchemas } from "../admin/schemas.js";
import type { AdminHandler } from "../admin/answer.js";
import type { Context } from "../context.js";
import { isOlder } from "../legacy/older-api.js";
import type { Side } from "../openapi/document.js";
import { keyScript, SCRIPT_PATH } from "../keys/script.js";
import { guarded, json, text } from "./answer.js";
import { readText } from "./body.js";
import { safeHeaders } from "./headers.js";
import type { PublicEnv, Visit } from "./visit.js";

/** For load balancers: no visitor, no cookie. */
export function registerHealthRoutes<E extends Env>(app: Hono<E>, context: Context): void {
  const headers = {
    ...safeHeaders,
    "cache-control": "private, no-cache, no-store, must-revalidate",
    "content-type": "application/json; charset=utf-8",
  };
  app.get("/health/alive", (c) => c.body(JSON.stringify({ status: "ok" }), 200, headers));
  app.get("/health/ready", (c) => {
    const { status, body } = ready(context);
    return c.body(JSON.stringify(body), status, headers);
  });
}

/** What this port answers to, in OpenAPI; put together when it is first asked for. */
export function registerDescription<E extends Env>(app: Hono<E>, context: Context, side: Side): void {
  const headers = {
    ...safeHeaders,
    "cache-control": "no-cache",
    "content-type": "application/json; charset=utf-8",
  };
  const baseUrl = () => context.config().serve[side].base_url;
  app.get("/openapi.json", async (c) => {
    const { describeApi } = await import("../openapi/document.js");
    return c.body(JSON.stringify(describeApi(side, baseUrl())), 200, headers);
  });
  if (!isOlder(context)) return;
  app.get("/openapi.v0alpha2.json", async (c) => {
    const { describeOlderApi } = await import("../openapi/older/document.js");
    return c.body(JSON.stringify(describeOlderApi(side, baseUrl())), 200, headers);
  });
}

/** The script that drives passkeys and security keys on a page. It is there whether they are switched on or not. */
export function registerKeyScript(app: Hono<PublicEnv>): void {
  app.get(SCRIPT_PATH, (c) => text(c.var.visit, keyScript, "text/javascript; charset=utf-8"));
}

export function registerSchemaRoutes(app: Hono<PublicEnv>): void {
  for (const prefix of ["", "/admin"]) {
    app.get(`${prefix}/schemas`, adapted(listSchemas));
    app.get(`${prefix}/schemas/:id`, adapted(getSchema));
  }
}

/** An admin handler on the public port. */
export function adapted(handle: AdminHandler, headers: Record<string, string> = {}) {
  return guarded(async (visit: Visit, request) => {
    const id = decodeURIComponent(visit.url.pathname.split("/schemas/")[1] ?? "");
    const answer = await handle(visit.context, {
      params: { id },
      url: visit.url,
      query: visit.query,
      contentType: request.headers.get("content-type") ?? "",
      text: () => readText(request),
    });
    return json(visit, answer.status, answer.body ?? null, { ...answer.headers, ...headers });
  });
}
