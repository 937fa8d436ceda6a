/** Tells an OAuth2 server what a person has decided on `/oauth2/consent`. */
import { applicationWay } from "@/lib/activity/application-way";
import { recordSecurityEvent } from "@/lib/activity/record";
import { pageHref } from "@/components/flow/page-href";
import { goTo, refuse } from "@/lib/forms/answer";
import { fieldValue } from "@/lib/forms/fields";
import { readForm } from "@/lib/forms/read-form";
import { openAsked } from "@/lib/oauth2/asked";
import { idTokenClaims } from "@/lib/oauth2/claims";
import { acceptConsent, consentRequest, refuseConsent, type RequestResult } from "@/lib/oauth2/requests";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import { isPrefetch, type Visitor, visitorOf } from "@/lib/request";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { loginHref, unavailableHref } from "@/lib/session/hrefs";
import { whoami } from "@/lib/session/whoami";

export async function POST(request: Request) {
  if (!hasOAuth2Server()) return refuse(request, 404);
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);
  const asked = await openAsked("consent", fieldValue(form.fields, "asked"));
  const decision = fieldValue(form.fields, "decision");
  if (!asked || (decision !== "allow" && decision !== "deny")) return refuse(request, 400);

  const visitor = visitorOf(request.headers);
  const isToBeRemembered = fieldValue(form.fields, "remember") === "yes";
  return decide(request, visitor, { ...asked, decision, isToBeRemembered });
}

/**
 * Where nobody is to be asked: the person has agreed before, or the application is one of this house. The OAuth2 server says
 * so itself, so that this address does nothing that it does not want.
 */
export async function GET(request: Request) {
  if (!hasOAuth2Server()) return refuse(request, 404);
  const challenge = new URL(request.url).searchParams.get("consent_challenge") ?? "";
  if (challenge === "") return refuse(request, 400);
  if (isPrefetch(request.headers)) return new Response(null, { status: 204 });
  return decide(request, visitorOf(request.headers), {
    challenge,
    decision: "agreed",
    isToBeRemembered: true,
  });
}

export function HEAD() {
  return new Response(null, { status: 204 });
}

interface Decided {
  challenge: string;
  /** Whom the form was shown to. */
  identityId?: string;
  decision: "allow" | "deny" | "agreed";
  isToBeRemembered: boolean;
}

async function decide(request: Request, visitor: Visitor, decided: Decided): Promise<Response> {
  const { challenge, identityId, decision, isToBeRemembered } = decided;
  const page = pageHref("/oauth2/consent", { consent_challenge: challenge });
  const leadTo = (path: string) => goTo(request, visitor, { to: { kind: "own", path } });

  const who = await whoami(visitor);
  if (who.kind === "none" || who.kind === "aal2")
    return leadTo(loginHref(page, { isSecondFactor: who.kind === "aal2" }));
  if (who.kind === "unavailable" || !who.session.identity) return leadTo(unavailableHref(page));
  const { identity } = who.session;

  const found = await consentRequest(challenge, visitor);
  if (found.kind === "unavailable") return leadTo(unavailableHref(page));
  // The page says why it leads nowhere: it is over, or of somebody else.
  const isOwn = found.kind === "ok" && found.value.subject === identity.id;
  if (!isOwn || (identityId !== undefined && identityId !== identity.id)) return leadTo(page);
  if (decision === "agreed" && !found.value.isAgreed) return leadTo(page);

  const result: RequestResult<string> =
    decision === "deny"
      ? await refuseConsent(challenge, visitor)
      : await acceptConsent(
          challenge,
          { request: found.value, idToken: idTokenClaims(identity, found.value.scopes), isToBeRemembered },
          visitor,
        );
  if (result.kind === "ok" && decision === "allow") {
    const ways = [applicationWay(found.value.clientName)];
    await recordSecurityEvent(identity.id, { kind: "access_given", ways }, visitor);
  }
  if (result.kind === "ok") return goTo(request, visitor, { to: { kind: "other", href: result.value } });
  return leadTo(result.kind === "gone" ? page : unavailableHref(page));
}
