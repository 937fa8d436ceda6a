/** Puts a piece of advice on the dashboard away for a while. */
import { z } from "zod";
import { adviceIds } from "@/lib/advice/advice";
import { putAwayCookie } from "@/lib/advice/put-away";
import { signedInPost } from "@/lib/session/signed-in-post";

const PAGE = "/dashboard";

const formShape = z.object({ not_now: z.enum(adviceIds) });

export async function POST(request: Request) {
  const post = await signedInPost(request, PAGE, formShape);
  if (post instanceof Response) return post;
  const { form, visitor, identity, leadTo } = post;
  return leadTo(PAGE, { ownCookies: [await putAwayCookie(identity.id, form.not_now, visitor)] });
}
