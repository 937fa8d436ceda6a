/** Takes back what the signed-in person has given an application: its consents, and the tokens that came of them. */
import { z } from "zod";
import { applicationWay } from "@/lib/activity/application-way";
import { recordSecurityEvent } from "@/lib/activity/record";
import { refuse } from "@/lib/forms/answer";
import { clientIdShape, connectedApplications, takeAccessBack } from "@/lib/oauth2/connected";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import { signedInPost } from "@/lib/session/signed-in-post";

const PAGE = "/settings/applications";

const formShape = z.object({ client: clientIdShape });

/**
 * No recent sign-in is asked for: this only takes access away, and whoever fears for their account is to be held up by
 * nothing. Whose consents they are says the session, so that a form can name no one else's.
 */
export async function POST(request: Request) {
  if (!hasOAuth2Server()) return refuse(request, 404);
  const post = await signedInPost(request, PAGE, formShape);
  if (post instanceof Response) return post;
  const { form, visitor, identity, back } = post;

  // Afterwards nobody knows any more what it was called.
  const before = await connectedApplications(identity.id, visitor);
  const application =
    before.kind === "ok"
      ? before.value.applications.find(({ clientId }) => clientId === form.client)
      : undefined;
  const result = await takeAccessBack(identity.id, form.client, visitor);
  if (result.kind !== "ok") return back("access_kept");
  // An application that had no access has lost none.
  if (application || before.kind !== "ok") {
    const ways = application ? [applicationWay(application.name)] : [];
    await recordSecurityEvent(identity.id, { kind: "access_taken_back", ways }, visitor);
  }
  return back("access_taken_back");
}
