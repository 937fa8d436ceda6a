/** Keeps the visitor's choice of language. */
import { goTo, refuse } from "@/lib/forms/answer";
import { fieldValue } from "@/lib/forms/fields";
import { readForm } from "@/lib/forms/read-form";
import { isLocale } from "@/lib/i18n/languages";
import { LANGUAGE_COOKIE } from "@/lib/i18n/negotiate";
import { visitorOf } from "@/lib/request";
import { safeReturnTo } from "@/lib/return-to";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { ownCookie } from "@/lib/security/own-cookie";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export async function POST(request: Request) {
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);
  const language = fieldValue(form.fields, "language");
  if (!isLocale(language)) return refuse(request, 400);

  const visitor = visitorOf(request.headers);
  const cookie = ownCookie(LANGUAGE_COOKIE, language, { maxAge: YEAR_SECONDS, origin: visitor.origin });
  const path = safeReturnTo(fieldValue(form.fields, "return_to"), "/", visitor.origin);
  return goTo(request, visitor, { to: { kind: "own", path }, ownCookies: [cookie] });
}
