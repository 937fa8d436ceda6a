// Signing out: by a link for browsers, by the token for native clients.
import type { Hono } from "hono";
import { allowedReturnUrl, publicUrl, returnUrl, withQuery } from "../flows/return-to.js";
import { isJsonObject } from "../json.js";
import { hashToken, isLogoutTokenOf, logoutTokenOf } from "../sessions/token.js";
import { forwarded, guarded, json, noContent, redirect } from "./answer.js";
import { readText } from "./body.js";
import { badRequest, forbidden, sessionInactive } from "./errors.js";
import { parseJson } from "./parse-json.js";
import type { PublicEnv, Visit } from "./visit.js";

export function registerLogoutRoutes(app: Hono<PublicEnv>): void {
  app.get("/self-service/logout/browser", forwarded(createLogoutLink));
  app.get("/self-service/logout", forwarded(signOut));
  app.delete("/self-service/logout/api", guarded(signOutNative));
}

/** The address that signs out, for a link on a page. */
export function createLogoutLink(visit: Visit): Response {
  const active = visit.session();
  if (!active) throw sessionInactive();
  const token = logoutTokenOf(active.token);
  const returnTo = visit.query.get("return_to");
  return json(visit, 200, {
    logout_url: withQuery(publicUrl(visit.config, "/self-service/logout"), {
      token,
      ...(returnTo ? { return_to: allowedReturnUrl(visit.config, returnTo) } : {}),
    }),
    logout_token: token,
  });
}

async function signOut(visit: Visit): Promise<Response> {
  const token = visit.query.get("token") ?? "";
  if (token === "") throw badRequest('The query parameter "token" is missing.');
  const active = visit.session();
  if (!active) throw sessionInactive();
  if (!isLogoutTokenOf(token, active.token)) {
    throw forbidden("The sign-out link belongs to another session. Ask for a new one.");
  }
  // A browser that looks ahead must not sign anybody out.
  if (visit.isWithoutIntent) return noContent(visit);
  const { config, context } = visit;
  await context.store.write(() => {
    context.store.sessions.disable(active.session.id);
  });
  visit.dropSessionCookie();
  visit.csrf.regenerate();
  // Signed out in any case; a foreign address is only not followed.
  const to = returnUrl(
    config,
    visit.query.get("return_to") || null,
    config.selfservice.flows.logout.after.default_browser_return_url,
  );
  return visit.prefersJson ? noContent(visit) : redirect(visit, to);
}

async function signOutNative(visit: Visit, request: Request): Promise<Response> {
  const token = readToken(await readText(request));
  const { store } = visit.context;
  // As in Kratos, a token that was revoked before is no error: whoever signs out twice has what they want.
  const isKnown = await store.write(() => {
    const session = store.sessions.findByTokenHash(hashToken(token));
    return session !== undefined && store.sessions.disable(session.id);
  });
  if (!isKnown) throw forbidden("No session has this token.");
  return noContent(visit);
}

function readToken(text: string): string {
  if (text.trim() === "") throw badRequest('The body is empty; send {"session_token": "..."}.');
  let body: unknown;
  try {
    body = parseJson(text);
  } catch {
    throw badRequest("The body is no JSON.");
  }
  const token = isJsonObject(body) ? body.session_token : undefined;
  if (token === undefined) return "";
  if (typeof token !== "string") throw badRequest('The field "session_token" must be text.');
  return token;
}
