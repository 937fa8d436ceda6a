// Where v0alpha2 sent a browser, by which status, and what it answered besides, in the places where today's answers are
// of another kind.
import { flowPageUrl } from "../flows/engine.js";
import { continueUrl } from "../flows/verification.js";
import { csrfCookieName } from "../http/csrf.js";
import { publicIdentityJson } from "../identities/json.js";
import { publicUrl } from "../flows/return-to.js";
import { CALLBACK_PATH } from "../methods/oidc/providers.js";
import { sessionJson } from "../sessions/json.js";
import type { Visit } from "../http/visit.js";

interface Target {
  to: string;
  status: 302 | 303;
}

/** The older answer in the place of today's. Undefined where it was the same. */
export function olderAnswer(visit: Visit, path: string, answer: Response): Response | undefined {
  const { outcome } = visit;
  if (outcome?.kind === "needs-second-factor" && answer.status === 422) {
    const { config, context } = visit;
    const { session } = outcome.active;
    // A script was given its session, without whose it is, and found out about the second factor when it asked.
    const body = { session: sessionJson(config, session, null, { now: context.now(), isActive: true }) };
    return withBody(answer, body);
  }
  if (outcome?.kind === "registered" && outcome.unheld && answer.status === 200) {
    const { config, context } = visit;
    const { session, identity } = outcome.unheld;
    return withBody(answer, {
      session: sessionJson(config, session, identity, { now: context.now(), isActive: true }),
      identity: publicIdentityJson(config, outcome.identity),
    });
  }
  // What there is not was found, and was nothing.
  if (path === "/self-service/verification/flows" && answer.status === 404) {
    const found = withBody(answer, null);
    if (!visit.csrf.hasSecret()) {
      visit.csrf.regenerate();
      for (const cookie of visit.setCookies?.values() ?? []) found.headers.append("set-cookie", cookie);
    }
    return found;
  }
  return olderRedirect(visit, path, answer);
}

function withBody(answer: Response, body: unknown): Response {
  const headers = new Headers(answer.headers);
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(JSON.stringify(body), { status: 200, headers });
}

function olderRedirect(visit: Visit, path: string, answer: Response): Response | undefined {
  const target = targetOf(visit, path, answer);
  if (!target) return undefined;
  const headers = new Headers(answer.headers);
  headers.delete("content-type");
  headers.set("location", target.to);
  return new Response(null, { status: target.status, headers });
}

function targetOf(visit: Visit, path: string, answer: Response): Target | undefined {
  const { outcome, config } = visit;
  const { flows, default_browser_return_url: home } = config.selfservice;
  const to = answer.headers.get("location");

  // A link that has verified its address led on at once.
  if (outcome?.kind === "continue" && outcome.flow.kind === "verification") {
    if (outcome.flow.completedAt !== null)
      return { to: continueUrl(visit.context, outcome.flow), status: 303 };
    if (to !== null) return { to, status: 302 };
  }
  if (to !== null && outcome?.kind === "invalid" && outcome.flow.kind === "login") {
    return { to: flowPageUrl(visit.context, outcome.flow), status: 302 };
  }
  if (to !== null && outcome?.kind === "invalid" && path.startsWith(`${CALLBACK_PATH}/`)) {
    return {
      to: flowPageUrl(visit.context, outcome.flow),
      status: outcome.flow.kind === "settings" ? 303 : 302,
    };
  }
  if (to?.startsWith(`${flows.error.ui_url}?id=`) === true) return { to, status: 302 };

  if (
    path === "/self-service/settings/browser" &&
    !visit.session() &&
    to?.startsWith(publicUrl(config, "/self-service/login/browser"))
  ) {
    return { to: flows.login.ui_url, status: 302 };
  }
  if (path === "/self-service/settings/flows" && answer.status === 401 && !visit.prefersJson) {
    return { to: flows.login.ui_url, status: 302 };
  }
  // Whoever was signed in could neither ask for a recovery nor use one.
  const isRefused = outcome?.kind === "failed" && outcome.error.id === "session_already_available";
  if (path === "/self-service/recovery" && isRefused) return { to: home, status: 302 };
  return undefined;
}

/**
 * Saving settings left the session's cookie alone; here it is only written when the session has a new token. The flow in
 * the place of one that was over brought no secret of its own.
 */
export function withoutOwnCookies({ outcome, sessionCookie, config }: Visit, headers: Headers): void {
  const isRenewed = outcome?.kind === "saved" && outcome.active.token === sessionCookie?.token;
  if (!isRenewed && outcome?.kind !== "replaced-fetch") return;
  const dropped = isRenewed ? config.session.cookie.name : csrfCookieName(config.serve.public.base_url);
  const kept = headers.getSetCookie().filter((cookie) => !cookie.startsWith(`${dropped}=`));
  headers.delete("set-cookie");
  for (const cookie of kept) headers.append("set-cookie", cookie);
}
