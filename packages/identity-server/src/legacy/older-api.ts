// The older generation of the API, v0alpha2, as Kratos 0.8.2 spoke it: the same addresses and the same work, told in the
// older shapes. With `legacy.v0alpha2` the answers of its addresses pass through here on their way out.
import type { Context as HonoContext, MiddlewareHandler } from "hono";
import type { Context } from "../context.js";
import type { Visit } from "../http/visit.js";
import type { JsonValue } from "../json.js";
import { isOlderAddress, withoutAdminPrefix } from "./addresses.js";
import { olderBody } from "./bodies.js";
import { olderAnswer, withoutOwnCookies } from "./answers.js";

/** Asked at the start: to change it, the server is started anew. */
export function isOlder(context: Context): boolean {
  return context.config().legacy.v0alpha2;
}

/** For the public port. */
export function olderPublicApi(): MiddlewareHandler<{ Variables: { visit?: Visit } }> {
  return async (c, next) => {
    await next();
    if (!isOlderAddress(c.req.method, c.req.path)) return;
    const { visit } = c.var;
    if (visit) {
      const older = olderAnswer(visit, c.req.path, c.res);
      if (older) replace(c, older);
      withoutOwnCookies(visit, c.res.headers);
    }
    await translate(c);
  };
}

/** For the admin port. */
export function olderAdminApi(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (isOlderAddress(c.req.method, c.req.path)) await translate(c);
  };
}

async function translate(c: HonoContext): Promise<void> {
  const { headers } = c.res;
  headers.delete("ory-error-id");
  const location = headers.get("location");
  if (location !== null) headers.set("location", withoutAdminPrefix(location));
  if (!/\bjson\b/.test(headers.get("content-type") ?? "")) return;
  const text = await c.res.text();
  const body =
    text === "" ? text : JSON.stringify(olderBody(c.req.method, c.req.path, JSON.parse(text) as JsonValue));
  replace(c, new Response(body, { status: c.res.status, headers }));
}

function replace(c: HonoContext, response: Response): void {
  // Hono carries headers over from the answer before, unless there is none.
  c.res = undefined;
  c.res = response;
}
