// Who is signed in, and the sessions of whoever asks.
import type { Hono } from "hono";
import { exchangeToken as redeemCodes } from "../flows/token-exchange.js";
import { secondFactorUrl, satisfies } from "../sessions/assurance.js";
import { publicIdentityJson } from "../identities/json.js";
import { isActive } from "../sessions/active.js";
import { sessionJson } from "../sessions/json.js";
import type { ActiveSession } from "../sessions/session.js";
import type { Config } from "../config/index.js";
import type { JsonObject } from "../json.js";
import { tokenizeSession } from "../tokens/tokenize.js";
import { guarded, json, jsonError, jsonText, noContent } from "./answer.js";
import { ApiError } from "./error.js";
import { sessionAal2Required, unauthorized } from "./errors.js";
import { mixedHeaders, readMixed } from "./pagination.js";
import type { PublicEnv, Visit } from "./visit.js";

const CACHE_NOBODY_S = 60;

export function registerSessionRoutes(app: Hono<PublicEnv>): void {
  app.all("/sessions/whoami", guarded(whoami));
  app.get("/sessions/token-exchange", guarded(exchangeToken));
  app.get("/sessions", guarded(listSessions));
  app.delete("/sessions", guarded(revokeOthers));
  app.delete("/sessions/:id", guarded(revokeOne));
}

/** The session by header, cookie or bearer token. A cookie that ends before its session is written anew. */
function whoami(visit: Visit): Response | Promise<Response> {
  const { config, context } = visit;
  const isCacheable = config.feature_flags.cacheable_sessions;
  const active = visit.session();
  if (!active) {
    const error = unauthorized("The request carries no session that counts.");
    const answer = jsonError(visit, error);
    if (isCacheable && !visit.hasSessionToken)
      answer.headers.set("ory-session-cache-for", String(CACHE_NOBODY_S));
    return answer;
  }
  assertAssured(visit, active);
  const template = visit.query.get("tokenize_as");
  if (template) return tokenized(visit, active, template);
  const { session } = active;
  const now = context.now();
  const headers = whoHeaders(active);
  if (isCacheable) {
    const maxAgeMs = config.feature_flags.cacheable_sessions_max_age;
    const leftMs = session.expiresAt - now;
    const ageMs = maxAgeMs > 0 ? Math.min(leftMs, maxAgeMs) : leftMs;
    headers["ory-session-cache-for"] = String(Math.round(ageMs / 1000));
  }
  renewCookie(visit, active);
  return jsonText(visit, 200, renderedSession(config, active), headers);
}

/** The session, and a token made of it. Nobody is told how long that may be kept: the token has its own time. */
async function tokenized(visit: Visit, active: ActiveSession, template: string): Promise<Response> {
  const { config, context } = visit;
  const shown = JSON.parse(renderedSession(config, active)) as JsonObject;
  const token = await tokenizeSession(context, template, active, shown);
  renewCookie(visit, active);
  return json(visit, 200, { ...shown, tokenized: token }, whoHeaders(active));
}

function whoHeaders({ identity }: ActiveSession): Record<string, string> {
  return { "x-kratos-authenticated-identity-id": identity.id };
}

function renewCookie(visit: Visit, active: ActiveSession): void {
  const cookie = visit.sessionCookie;
  // As in Kratos, whoever asks by a token and has a cookie as well gets the token's session into it.
  if (cookie && cookie.expiresAt < active.session.expiresAt) {
    visit.renewSessionCookie(active);
  }
}

// What whoami answers for a session, for as long as the session and the configuration are the same.
const rendered = new WeakMap<ActiveSession, { config: Config; body: string }>();

function renderedSession(config: Config, active: ActiveSession): string {
  const known = rendered.get(active);
  if (known?.config === config) return known.body;
  const { session, identity } = active;
  const body = JSON.stringify(sessionJson(config, session, identity, { now: 0, isActive: true }));
  rendered.set(active, { config, body });
  return body;
}

/** The other active sessions of whoever asks. */
function listSessions(visit: Visit): Response {
  const { session, identity } = currentSession(visit);
  assertAssured(visit, { session, identity, token: "" });
  const { config, context } = visit;
  const now = context.now();
  const others = context.store.sessions
    .listByIdentity(identity.id)
    .filter((other) => other.id !== session.id && isActive(other, identity, now));
  // As in Kratos, the list does not say everything of the person, who is known anyway.
  const bare = { ...identity, verifiableAddresses: [], recoveryAddresses: [] };
  const window = readMixed(visit.query);
  const page = others.slice(window.offset, window.offset + window.limit);
  const headers = mixedHeaders("/sessions", visit.query, window, others.length);
  const listed = page.map((other) => ({
    ...sessionJson(config, other, bare, { now, isActive: true }),
    identity: { ...publicIdentityJson(config, bare), schema_url: "" },
  }));
  return json(visit, 200, listed, headers);
}

async function revokeOthers(visit: Visit): Promise<Response> {
  const { session, identity } = currentSession(visit);
  const { store } = visit.context;
  const count = await store.write(() => store.sessions.disableOthers(identity.id, session.id));
  return json(visit, 200, { count });
}

async function revokeOne(visit: Visit): Promise<Response> {
  const id = visit.url.pathname.slice("/sessions/".length);
  if (id === "whoami") return whoami(visit);
  const { session, identity } = currentSession(visit);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw malformedId();
  if (id.toLowerCase() === session.id) throw ownSession();
  const { store } = visit.context;
  await store.write(() => {
    // The sessions of others are nobody's business: the answer is the same.
    if (store.sessions.find(id)?.identityId === identity.id) store.sessions.disable(id);
  });
  return noContent(visit);
}

/** For a native client whose person signed in in a browser. */
async function exchangeToken(visit: Visit): Promise<Response> {
  const { config, context } = visit;
  const { session, identity, token } = await redeemCodes(context, visit.query);
  const body = sessionJson(config, session, identity, { now: context.now(), isActive: true });
  // As in Kratos, the devices are told by whoami alone.
  return json(visit, 200, { session_token: token, session: { ...body, devices: [] } });
}

function currentSession(visit: Visit): ActiveSession {
  const active = visit.session();
  if (!active) throw unauthorized("The request carries no session that counts.");
  return active;
}

function assertAssured(visit: Visit, active: ActiveSession): void {
  if (!satisfies(active, visit.config.session.whoami.required_aal)) {
    throw sessionAal2Required(secondFactorUrl(visit.config));
  }
}

function malformedId(): ApiError {
  return new ApiError({ code: 400, message: "The session id in the path is no UUID" });
}

function ownSession(): ApiError {
  return new ApiError({
    code: 400,
    message: "The current session cannot be revoked here; sign out instead",
  });
}
