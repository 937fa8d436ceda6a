/** Signs out, here and at the OAuth2 server: who confirmed it on `/oauth2/logout`, or for an application of this house. */
import { pageHref } from "@/components/flow/page-href";
import { goTo, refuse } from "@/lib/forms/answer";
import { fieldValue } from "@/lib/forms/fields";
import { readForm } from "@/lib/forms/read-form";
import { openAsked } from "@/lib/oauth2/asked";
import { acceptLogout, logoutRequest, refuseLogout } from "@/lib/oauth2/requests";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import { logoutToken, signOut } from "@/lib/ory/logout";
import { isPrefetch, type Visitor, visitorOf } from "@/lib/request";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { unavailableHref } from "@/lib/session/hrefs";
import { askWhoami } from "@/lib/session/whoami";

export async function POST(request: Request) {
  if (!hasOAuth2Server()) return refuse(request, 404);
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);
  const asked = await openAsked("oauth2-logout", fieldValue(form.fields, "asked"));
  const decision = fieldValue(form.fields, "decision");
  if (!asked || (decision !== "allow" && decision !== "deny")) return refuse(request, 400);

  const visitor = visitorOf(request.headers);
  const { challenge, identityId } = asked;
  if (decision === "allow") return signOutEverywhere(request, visitor, challenge, identityId);
  const refused = await refuseLogout(challenge, visitor);
  const path = refused.kind === "unavailable" ? unavailableHref(pageOf(challenge)) : "/";
  return goTo(request, visitor, { to: { kind: "own", path } });
}

/**
 * Where nobody is to be asked: an application of this house has proved by an id token that it asks. The OAuth2 server says
 * so itself, so that this address does nothing that it does not want.
 */
export async function GET(request: Request) {
  if (!hasOAuth2Server()) return refuse(request, 404);
  const challenge = new URL(request.url).searchParams.get("logout_challenge") ?? "";
  if (challenge === "") return refuse(request, 400);
  if (isPrefetch(request.headers)) return new Response(null, { status: 204 });

  const visitor = visitorOf(request.headers);
  const found = await logoutRequest(challenge, visitor);
  if (found.kind === "ok" && found.value.isAgreed) {
    return signOutEverywhere(request, visitor, challenge, found.value.subject);
  }
  const path = found.kind === "unavailable" ? unavailableHref(pageOf(challenge)) : pageOf(challenge);
  return goTo(request, visitor, { to: { kind: "own", path } });
}

export function HEAD() {
  return new Response(null, { status: 204 });
}

function pageOf(challenge: string): string {
  return pageHref("/oauth2/logout", { logout_challenge: challenge });
}

async function signOutEverywhere(
  request: Request,
  visitor: Visitor,
  challenge: string,
  identityId: string,
): Promise<Response> {
  const page = pageOf(challenge);
  const leadTo = (path: string) => goTo(request, visitor, { to: { kind: "own", path } });
  const accepted = await acceptLogout(challenge, visitor);
  if (accepted.kind === "unavailable") return leadTo(unavailableHref(page));
  if (accepted.kind === "gone") return leadTo(page);
  const setCookies = await signOutHere(visitor, identityId);
  return goTo(request, visitor, { to: { kind: "other", href: accepted.value }, setCookies });
}

/** Whoever else is signed in here stays so. @returns the cookies that take the session back */
async function signOutHere(visitor: Visitor, identityId: string): Promise<string[]> {
  const who = await askWhoami(visitor);
  if (who.kind === "session" && identityId !== "" && who.session.identity?.id !== identityId) return [];
  const started = await logoutToken(visitor);
  if (started.kind !== "token") return [];
  const outcome = await signOut(visitor, started.token, undefined);
  return outcome.kind === "signed-out" ? outcome.setCookies : [];
}
