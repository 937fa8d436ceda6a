// The admin API trusts whoever reaches its port. A page of another site reaches it too, by the browser of somebody on the
// machine: what such a page sends is refused.
import type { MiddlewareHandler } from "hono";
import { writeError } from "../admin/routes.js";
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";
import { ApiError } from "./error.js";
import { addressOf, isLoopbackName, isOwnHost, isSameOrigin } from "./own-host.js";

export function refuseOtherSites(context: Context): MiddlewareHandler {
  return async (c, next) => {
    const { admin } = context.config().serve;
    const host = c.req.header("host");
    // A program that has the server in its own process sends none; browsers always do.
    if (host !== undefined && isOnThisMachineAlone(admin) && !isOwnHost(host, [admin.base_url])) {
      return writeError(context, c, refusal(otherName));
    }
    // What it reads it is not shown: the admin API allows no other origin.
    if (c.req.method !== "GET" && !isSameOrigin(c.req.raw.headers)) {
      return writeError(context, c, refusal("A page of another site sent this request."));
    }
    return next();
  };
}

const otherName =
  "It listens on this machine alone, and was asked by another name. If it is reached by that name on purpose, set serve.admin.base_url to the address with it.";

/** In a network it is called by names that nobody told it. */
function isOnThisMachineAlone({ host }: Config["serve"]["admin"]): boolean {
  const address = addressOf(host);
  return URL.canParse(address) && isLoopbackName(new URL(address).hostname);
}

function refusal(reason: string): ApiError {
  return new ApiError({ code: 403, message: "The admin API refuses this request", reason });
}
