/** A form of the account's own pages: what is asked of every post before anything is done. */
import "server-only";
import type { Identity, Session } from "@ory/client";
import type { z } from "zod";
import { goTo, type Going, refuse } from "@/lib/forms/answer";
import { readForm } from "@/lib/forms/read-form";
import { type Visitor, visitorOf } from "@/lib/request";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { loginHref } from "./hrefs";
import type { NoticeId } from "./notices";
import { whoami } from "./whoami";

export interface SignedInPost<Form> {
  form: Form;
  visitor: Visitor;
  session: Session;
  identity: Identity;
  /** Leads on to a page of ours. */
  leadTo: LeadTo;
  /** Leads back to the form. */
  back: (notice: NoticeId) => Promise<Response>;
}

type LeadTo = (path: string, going?: Omit<Going, "to">) => Promise<Response>;

/**
 * @param page  where the form is: whoever is not signed in comes back there
 * @param shape  what the form may send; for anything else nobody is asked who acts
 * @returns the answer where the post may not go on: it is another site's, it can't be read or makes no sense, nobody is signed
 *   in, or nobody can tell
 */
export async function signedInPost<Form>(
  request: Request,
  page: string,
  shape: z.ZodType<Form>,
): Promise<SignedInPost<Form> | Response> {
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const posted = await readForm(request);
  if (posted.kind === "refused") return refuse(request, posted.status);

  const visitor = visitorOf(request.headers);
  const leadTo: LeadTo = (path, going) => goTo(request, visitor, { ...going, to: { kind: "own", path } });
  const back = (notice: NoticeId) => leadTo(page, { notice });
  const { success, data: form } = shape.safeParse(Object.fromEntries(posted.fields));
  if (!success) return back("request_rejected");

  const who = await whoami(visitor);
  if (who.kind === "none" || who.kind === "aal2") {
    return leadTo(loginHref(page, { isSecondFactor: who.kind === "aal2" }));
  }
  if (who.kind === "unavailable" || !who.session.identity) return back("service_unavailable");
  const { session } = who;
  return { form, visitor, session, identity: who.session.identity, leadTo, back };
}
