// Requests that came to the wrong port are sent to the right one, with their method (307).
import type { Env, Handler, Hono } from "hono";
import type { Context } from "../context.js";
import { safeHeaders } from "./headers.js";

const adminOnly: [method: string, path: string][] = ["", "/admin"].flatMap((prefix) => [
  ["GET", `${prefix}/identities`],
  ["POST", `${prefix}/identities`],
  ["GET", `${prefix}/identities/by/external/:externalId`],
  ["GET", `${prefix}/identities/:id`],
  ["PUT", `${prefix}/identities/:id`],
  ["PATCH", `${prefix}/identities/:id`],
  ["DELETE", `${prefix}/identities/:id`],
  ["DELETE", `${prefix}/identities/:id/credentials/:type`],
]);
adminOnly.push(
  ["DELETE", "/identities/:id/sessions"],
  ["POST", "/recovery/code"],
  ["POST", "/recovery/link"],
  ["GET", "/admin/courier/messages"],
  ["GET", "/admin/courier/messages/:id"],
);

const flowPaths = ["login", "registration", "recovery", "verification", "settings"].flatMap((kind) => {
  const path = `/self-service/${kind}`;
  return [path, `${path}/browser`, `${path}/api`, `${path}/flows`];
});
const publicOnly: [method: string, path: string][] = [
  ...flowPaths.map((path): [string, string] => ["GET", path]),
  ...flowPaths
    .filter((path) => !/\/(browser|api|flows)$/.test(path))
    .map((path): [string, string] => ["POST", path]),
  ["GET", "/self-service/logout"],
  ["GET", "/self-service/logout/browser"],
  ["DELETE", "/self-service/logout/api"],
  ["GET", "/self-service/errors"],
  ["GET", "/schemas"],
  ["GET", "/schemas/:id"],
  ["GET", "/sessions/whoami"],
  ["DELETE", "/sessions"],
];

/** On the public port. */
export function redirectToAdmin<E extends Env>(app: Hono<E>, context: Context): void {
  const handler = portRedirect<E>(() => context.config().serve.admin.base_url, "/admin");
  for (const [method, path] of adminOnly) app.on(method, path, handler);
}

/** On the admin port, below `/admin`. */
export function redirectToPublic<E extends Env>(app: Hono<E>, context: Context): void {
  const { legacy, serve } = context.config();
  const handler = portRedirect<E>(() => serve.public.base_url, "");
  for (const [method, path] of publicOnly) {
    // v0alpha2 led to a single one, and knew no list here.
    if (path !== "/schemas" || !legacy.v0alpha2) app.on(method, path, handler);
  }
}

/** @param prefix stands before the path on the other port */
function portRedirect<E extends Env>(baseUrl: () => string, prefix: string): Handler<E> {
  return (c) => {
    const url = new URL(c.req.url);
    const path = url.pathname.replace(/^\/admin(?=\/)/, "");
    const location = `${baseUrl().replace(/\/$/, "")}${prefix}${path}${url.search}`;
    return c.body(null, 307, {
      ...safeHeaders,
      "cache-control": "private, no-cache, no-store, must-revalidate",
      vary: "Cookie",
      "content-type": "text/html; charset=utf-8",
      location,
    });
  };
}
