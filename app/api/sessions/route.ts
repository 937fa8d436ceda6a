/** Signs out a person's other devices, one or all. */
import { z } from "zod";
import { recordSecurityEvent } from "@/lib/activity/record";
import { loginHref } from "@/lib/session/hrefs";
import { revokeOtherSessions, revokeSession } from "@/lib/session/sessions";
import { signedInPost } from "@/lib/session/signed-in-post";

const PAGE = "/sessions";

const formShape = z.discriminatedUnion("action", [
  z.object({ action: z.literal("revoke"), id: z.uuid() }),
  z.object({ action: z.literal("revoke_others") }),
]);

export async function POST(request: Request) {
  const post = await signedInPost(request, PAGE, formShape);
  if (post instanceof Response) return post;
  const { form, visitor, identity, leadTo, back } = post;

  const outcome =
    form.action === "revoke" ? await revokeSession(visitor, form.id) : await revokeOtherSessions(visitor);
  switch (outcome) {
    case "revoked": {
      const kind = form.action === "revoke" ? "session_revoked" : "sessions_revoked";
      await recordSecurityEvent(identity.id, { kind }, visitor);
      return back(kind);
    }
    case "not-signed-in":
      return leadTo(loginHref(PAGE, { isSecondFactor: false }));
    case "rejected":
      return back("request_rejected");
    case "unavailable":
      return back("service_unavailable");
  }
}
