/** Deletes the signed-in person's account, once they have confirmed it and signed in lately. */
import { deleteAccount } from "@/lib/account/delete-account";
import { env } from "@/lib/env";
import { goTo, refuse } from "@/lib/forms/answer";
import { fieldValue } from "@/lib/forms/fields";
import { readForm } from "@/lib/forms/read-form";
import { visitorOf } from "@/lib/request";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { expiredCookie } from "@/lib/security/own-cookie";
import { forgetOnBrowser } from "@/lib/session/known-browser";
import { forgetWay } from "@/lib/session/last-way";
import { loginHref } from "@/lib/session/hrefs";
import type { NoticeId } from "@/lib/session/notices";
import { isRecent } from "@/lib/session/recent";
import { whoami } from "@/lib/session/whoami";
import { relayedCookie } from "@/lib/ory/cookies";

const PAGE = "/settings/data";

export async function POST(request: Request) {
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);

  const visitor = visitorOf(request.headers);
  const leadTo = (path: string, notice?: NoticeId) =>
    goTo(request, visitor, { to: { kind: "own", path }, notice });
  const who = await whoami(visitor);
  if (who.kind === "none" || who.kind === "aal2")
    return leadTo(loginHref(PAGE, { isSecondFactor: who.kind === "aal2" }));
  if (who.kind === "unavailable" || !who.session.identity) return leadTo(PAGE, "service_unavailable");
  if (!isRecent(who.session)) return leadTo(loginHref(PAGE, { isRefresh: true }));
  if (fieldValue(form.fields, "confirm") !== "yes") return leadTo(PAGE, "deletion_unconfirmed");

  const outcome = await deleteAccount(who.session.identity, visitor);
  if (outcome === "unavailable") return leadTo(PAGE, "service_unavailable");
  return goTo(request, visitor, {
    to: { kind: "own", path: "/login" },
    notice: "account_deleted",
    // The session went with the identity; its cookie is worth nothing any more.
    ownCookies: [
      relayedCookie(expiredCookie(env().sessionCookieName, visitor.origin)),
      forgetWay(visitor.origin),
      forgetOnBrowser(visitor.cookie, who.session.identity.id, visitor.origin),
    ],
  });
}
