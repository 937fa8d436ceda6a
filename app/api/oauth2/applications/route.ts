/** Takes back what the signed-in person has given an application: its consents, and the tokens that came of them. */
import { z } from "zod";
import { applicationWay } from "@/lib/activity/application-way";
import { recordSecurityEvent } from "@/lib/activity/record";
import { goTo, refuse } from "@/lib/forms/answer";
import { readForm } from "@/lib/forms/read-form";
import { clientIdShape, connectedApplications, takeAccessBack } from "@/lib/oauth2/connected";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import { visitorOf } from "@/lib/request";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { loginHref } from "@/lib/session/hrefs";
import type { NoticeId } from "@/lib/session/notices";
import { whoami } from "@/lib/session/whoami";

const PAGE = "/settings/applications";

const formShape = z.object({ client: clientIdShape });

/**
 * No recent sign-in is asked for: this only takes access away, and whoever fears for their account is to be held up by
 * nothing. Whose consents they are says the session, so that a form can name no one else's.
 */
export async function POST(request: Request) {
  if (!hasOAuth2Server()) return refuse(request, 404);
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);

  const visitor = visitorOf(request.headers);
  const leadTo = (path: string, notice?: NoticeId) =>
    goTo(request, visitor, { to: { kind: "own", path }, notice });
  const { success, data } = formShape.safeParse(Object.fromEntries(form.fields));
  if (!success) return leadTo(PAGE, "request_rejected");

  const who = await whoami(visitor);
  if (who.kind === "none" || who.kind === "aal2")
    return leadTo(loginHref(PAGE, { isSecondFactor: who.kind === "aal2" }));
  if (who.kind === "unavailable" || !who.session.identity) return leadTo(PAGE, "service_unavailable");
  const { id } = who.session.identity;

  // Afterwards nobody knows any more what it was called.
  const before = await connectedApplications(id, visitor);
  const application =
    before.kind === "ok"
      ? before.value.applications.find(({ clientId }) => clientId === data.client)
      : undefined;
  const result = await takeAccessBack(id, data.client, visitor);
  if (result.kind !== "ok") return leadTo(PAGE, "access_kept");
  // An application that had no access has lost none.
  if (application || before.kind !== "ok") {
    const ways = application ? [applicationWay(application.name)] : [];
    await recordSecurityEvent(id, { kind: "access_taken_back", ways }, visitor);
  }
  return leadTo(PAGE, "access_taken_back");
}
