/** What it means that the service has just given a session: read off the methods that the session has seen. */
import type { Session, SessionAuthenticationMethod } from "@ory/client";
import type { SecurityEventKind } from "./security-events";

/** A sign-in with two steps is over within the life of the second one's page; what comes later confirms a session. */
const ONE_SIGN_IN_MS = 60 * 60 * 1000;

/** @param isSignUp  whether the session came with a new account */
export function signInEvent(
  session: Session,
  { isSignUp }: { isSignUp: boolean },
): { kind: SecurityEventKind; ways: string[] } {
  const methods = session.authentication_methods ?? [];
  const [first] = methods;
  const last = methods.at(-1);
  const isOneSignIn =
    methods.filter(isFirstStep).length <= 1 &&
    methods.length <= 2 &&
    momentOf(last) - momentOf(first) <= ONE_SIGN_IN_MS;
  if (!isOneSignIn) return { kind: "confirmed", ways: last ? [wayOf(last)] : [] };
  const ways = methods.map(wayOf);
  if (isSignUp) return { kind: "signed_up", ways };
  return { kind: first?.method?.endsWith("_recovery") ? "recovered" : "signed_in", ways };
}

/** The first step that a session was last proven with, e.g. `password` or `oidc:github`; undefined for none of the sign-in page. */
export function lastFirstStep(session: Session): string | undefined {
  const method = (session.authentication_methods ?? []).findLast(isFirstStep);
  return method && wayOf(method);
}

const isFirstStep = ({ aal }: SessionAuthenticationMethod) => aal !== "aal2";

const wayOf = ({ method, provider }: SessionAuthenticationMethod) =>
  provider ? `${method ?? ""}:${provider}` : (method ?? "");

const momentOf = (method: SessionAuthenticationMethod | undefined) =>
  Date.parse(method?.completed_at ?? "") || 0;
