/** Keeps the visitor's choice of theme. */
import { goTo, refuse } from "@/lib/forms/answer";
import { fieldValue } from "@/lib/forms/fields";
import { readForm } from "@/lib/forms/read-form";
import { visitorOf } from "@/lib/request";
import { safeReturnTo } from "@/lib/return-to";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { expiredCookie, ownCookie } from "@/lib/security/own-cookie";
import { THEME_COOKIE, themeSchema } from "@/lib/theme";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export async function POST(request: Request) {
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);
  const { success, data: theme } = themeSchema.safeParse(fieldValue(form.fields, "theme"));
  if (!success) return refuse(request, 400);

  const visitor = visitorOf(request.headers);
  const cookie =
    theme === "system"
      ? expiredCookie(THEME_COOKIE, visitor.origin)
      : ownCookie(THEME_COOKIE, theme, { maxAge: YEAR_SECONDS, origin: visitor.origin });
  const path = safeReturnTo(fieldValue(form.fields, "return_to"), "/", visitor.origin);
  return goTo(request, visitor, { to: { kind: "own", path }, ownCookies: [cookie] });
}
