// Where v0alpha2 sent a browser, by which status, and what it answered besides, in the places where today's answers are
// of another kind.
import { flowPageUrl } from "../flows/engine.js";
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
    const headers = new Headers(answer.headers);
    headers.set("content-type", "application/json; charset=utf-8");
    return new Response(JSON.stringify(body), { status: 200, headers });
  }
  return olderRedirect(visit, path, answer);
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
    if (outcome.flow.completedAt !== null) return { to: outcome.flow.ui.action, status: 303 };
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

/** Saving settings left the session's cookie alone; here it is only written when the session has a new token. */
export function withoutRenewedSession({ outcome, sessionCookie, config }: Visit, headers: Headers): void {
  if (outcome?.kind !== "saved" || outcome.active.token !== sessionCookie?.token) return;
  const kept = headers
    .getSetCookie()
    .filter((cookie) => !cookie.startsWith(`${config.session.cookie.name}=`));
  headers.delete("set-cookie");
  for (const cookie of kept) headers.append("set-cookie", cookie);
}
