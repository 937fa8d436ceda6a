// The public API: flows, sessions, schemas, for browsers and native clients.
import { Hono, type MiddlewareHandler } from "hono";
import type { Context } from "../context.js";
import { devInbox } from "../courier/inbox/routes.js";
import type { FlowDefinition } from "../flows/engine.js";
import { login } from "../flows/login.js";
import { recovery } from "../flows/recovery.js";
import { registration } from "../flows/registration.js";
import { settings } from "../flows/settings.js";
import { verification } from "../flows/verification.js";
import { isOlder, olderPublicApi } from "../legacy/older-api.js";
import { registerOlderPublicRoutes } from "../legacy/public-routes.js";
import { jsonError, toApiError, unmatched } from "./answer.js";
import { cors } from "./cors.js";
import { isCsrfExempt } from "./csrf.js";
import { registerErrorRoutes } from "./error-routes.js";
import { FixedPathRouter } from "./fixed-path-router.js";
import { registerFlowRoutes } from "./flow-routes.js";
import { registerLogoutRoutes } from "./logout-routes.js";
import { registerProviderRoutes } from "./provider-routes.js";
import { redirectToAdmin } from "./redirects.js";
import {
  registerDescription,
  registerHealthRoutes,
  registerKeyScript,
  registerSchemaRoutes,
} from "./service-routes.js";
import { registerSessionRoutes } from "./session-routes.js";
import { describeUnmatched } from "./unmatched.js";
import { createVisit, type PublicEnv } from "./visit.js";
import { watchRequests } from "./watch-requests.js";

const flows: readonly FlowDefinition[] = [login, registration, recovery, verification, settings];

export function createPublicApp(context: Context): Hono<PublicEnv> {
  const app = new Hono<PublicEnv>({ router: new FixedPathRouter() });
  app.use(watchRequests(context, "public"));
  if (isOlder(context)) app.use(olderPublicApi());
  app.use(cors(context));
  registerHealthRoutes(app, context);
  registerDescription(app, context, "public");
  if (context.isDev) app.route("/dev/inbox", devInbox(context));
  app.use(visitor(context));
  if (isOlder(context)) registerOlderPublicRoutes(app);
  registerSessionRoutes(app);
  registerFlowRoutes(app, flows);
  registerLogoutRoutes(app);
  registerProviderRoutes(app);
  registerErrorRoutes(app);
  registerSchemaRoutes(app);
  registerKeyScript(app);
  redirectToAdmin(app, context);
  const describe = describeUnmatched(app.routes);
  app.notFound((c) => unmatched(c.var.visit, describe(c.req.method, c.req.url)));
  app.onError((error, c) => jsonError(c.var.visit, toApiError(c.var.visit, error)));
  return app;
}

/** Who asks. Hands out a CSRF secret where one is missing, and refuses changes that don't carry its token. */
function visitor(context: Context): MiddlewareHandler<PublicEnv> {
  return async (c, next) => {
    const visit = createVisit(context, c.req.raw, c.env?.incoming);
    c.set("visit", visit);
    if (!isCsrfExempt(c.req.path)) {
      const hadSecret = visit.csrf.hasSecret();
      if (!hadSecret) visit.csrf.regenerate();
      const isSafe = ["GET", "HEAD", "OPTIONS", "TRACE"].includes(c.req.method);
      if (!isSafe && !(hadSecret && visit.csrf.verifies(c.req.header("x-csrf-token") ?? ""))) {
        return jsonError(visit, visit.csrf.violation());
      }
    }
    await next();
    return undefined;
  };
}
