/** Deletes the signed-in person's account, once they have confirmed it and signed in lately. */
import { z } from "zod";
import { deleteAccount } from "@/lib/account/delete-account";
import { env } from "@/lib/env";
import { relayedCookie } from "@/lib/ory/cookies";
import { expiredCookie } from "@/lib/security/own-cookie";
import { loginHref } from "@/lib/session/hrefs";
import { forgetOnBrowser } from "@/lib/session/known-browser";
import { forgetWay } from "@/lib/session/last-way";
import { isRecent } from "@/lib/session/recent";
import { signedInPost } from "@/lib/session/signed-in-post";

const PAGE = "/settings/data";

const formShape = z.object({ confirm: z.string().optional() });

export async function POST(request: Request) {
  const post = await signedInPost(request, PAGE, formShape);
  if (post instanceof Response) return post;
  const { form, visitor, session, identity, leadTo, back } = post;
  if (!isRecent(session)) return leadTo(loginHref(PAGE, { isRefresh: true }));
  if (form.confirm !== "yes") return back("deletion_unconfirmed");

  const outcome = await deleteAccount(identity, visitor);
  if (outcome === "unavailable") return back("service_unavailable");
  return leadTo("/login", {
    notice: "account_deleted",
    // The session went with the identity; its cookie is worth nothing any more.
    ownCookies: [
      relayedCookie(expiredCookie(env().sessionCookieName, visitor.origin)),
      forgetWay(visitor.origin),
      forgetOnBrowser(visitor.cookie, identity.id, visitor.origin),
    ],
  });
}
