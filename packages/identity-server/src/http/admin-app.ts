// The admin API. It trusts whoever reaches its port, which is why that port listens on loopback unless configured.
import { Hono } from "hono";
import { addRoutes, registerAdminRoutes } from "../admin/routes.js";
import type { Context } from "../context.js";
import { olderAdminRoutes } from "../legacy/admin-routes.js";
import { isOlder, olderAdminApi } from "../legacy/older-api.js";
import { refuseOtherSites } from "./admin-guard.js";
import { FixedPathRouter } from "./fixed-path-router.js";
import { addSafeHeaders } from "./headers.js";
import { redirectToPublic } from "./redirects.js";
import { registerDescription, registerHealthRoutes } from "./service-routes.js";
import { describeUnmatched } from "./unmatched.js";
import { watchRequests } from "./watch-requests.js";

/** Every route answers below `/admin` and, since 26.2, without that prefix. */
export function createAdminApp(context: Context): Hono {
  const routes = new Hono();
  registerHealthRoutes(routes, context);
  registerDescription(routes, context, "admin");
  redirectToPublic(routes, context);
  registerAdminRoutes(routes, context);
  const app = new Hono({ router: new FixedPathRouter() });
  app.use(watchRequests(context, "admin"));
  app.use(refuseOtherSites(context));
  if (isOlder(context)) app.use(olderAdminApi());
  app.use(async (c, next) => {
    await next();
    addSafeHeaders(c.res.headers);
    if (!c.res.headers.has("cache-control"))
      c.header("cache-control", "private, no-cache, no-store, must-revalidate");
  });
  if (isOlder(context)) addRoutes(app, context, olderAdminRoutes);
  app.route("/admin", routes);
  app.route("/", routes);
  const describe = describeUnmatched(app.routes);
  app.notFound((c) => {
    const { status, headers, body } = describe(c.req.method, c.req.url);
    return c.body(body, status, headers);
  });
  return app;
}
