/** Signs out a person's other devices, one or all. */
import { z } from "zod";
import { recordSecurityEvent } from "@/lib/activity/record";
import { goTo, refuse } from "@/lib/forms/answer";
import { readForm } from "@/lib/forms/read-form";
import { visitorOf } from "@/lib/request";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { loginHref } from "@/lib/session/hrefs";
import type { NoticeId } from "@/lib/session/notices";
import { revokeOtherSessions, revokeSession } from "@/lib/session/sessions";
import { whoami } from "@/lib/session/whoami";

const PAGE = "/sessions";

const formShape = z.discriminatedUnion("action", [
  z.object({ action: z.literal("revoke"), id: z.uuid() }),
  z.object({ action: z.literal("revoke_others") }),
]);

export async function POST(request: Request) {
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);

  const visitor = visitorOf(request.headers);
  const back = (notice: NoticeId) => goTo(request, visitor, { to: { kind: "own", path: PAGE }, notice });
  const { success, data } = formShape.safeParse(Object.fromEntries(form.fields));
  if (!success) return back("request_rejected");

  const toSignIn = (isSecondFactor: boolean) =>
    goTo(request, visitor, { to: { kind: "own", path: loginHref(PAGE, { isSecondFactor }) } });
  const who = await whoami(visitor);
  if (who.kind === "none" || who.kind === "aal2") return toSignIn(who.kind === "aal2");
  if (who.kind === "unavailable") return back("service_unavailable");

  const outcome =
    data.action === "revoke" ? await revokeSession(visitor, data.id) : await revokeOtherSessions(visitor);
  switch (outcome) {
    case "revoked": {
      const kind = data.action === "revoke" ? "session_revoked" : "sessions_revoked";
      const identityId = who.session.identity?.id;
      if (identityId !== undefined) await recordSecurityEvent(identityId, { kind }, visitor);
      return back(kind);
    }
    case "not-signed-in":
      return toSignIn(false);
    case "rejected":
      return back("request_rejected");
    case "unavailable":
      return back("service_unavailable");
  }
}
