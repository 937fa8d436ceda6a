/** Puts a piece of advice on the dashboard away for a while. */
import { z } from "zod";
import { adviceIds } from "@/lib/advice/advice";
import { putAwayCookie } from "@/lib/advice/put-away";
import { goTo, refuse } from "@/lib/forms/answer";
import { fieldValue } from "@/lib/forms/fields";
import { readForm } from "@/lib/forms/read-form";
import { visitorOf } from "@/lib/request";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { loginHref } from "@/lib/session/hrefs";
import { whoami } from "@/lib/session/whoami";

const PAGE = "/dashboard";

export async function POST(request: Request) {
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);
  const { success, data: id } = z.enum(adviceIds).safeParse(fieldValue(form.fields, "not_now"));
  if (!success) return refuse(request, 400);

  const visitor = visitorOf(request.headers);
  const who = await whoami(visitor);
  if (who.kind === "none" || who.kind === "aal2") {
    const to = { kind: "own", path: loginHref(PAGE, { isSecondFactor: who.kind === "aal2" }) } as const;
    return goTo(request, visitor, { to });
  }
  const identityId = who.kind === "session" ? who.session.identity?.id : undefined;
  const to = { kind: "own", path: PAGE } as const;
  if (identityId === undefined) return goTo(request, visitor, { to, notice: "service_unavailable" });
  return goTo(request, visitor, { to, ownCookies: [await putAwayCookie(identityId, id, visitor)] });
}
