/** Signs out who confirmed it on `/logout`. */
import { goTo, refuse } from "@/lib/forms/answer";
import { fieldValue } from "@/lib/forms/fields";
import { readForm } from "@/lib/forms/read-form";
import { AFTER_LOGOUT_PATH, logoutToken, signOut } from "@/lib/ory/logout";
import { visitorOf } from "@/lib/request";
import { safeReturnTo } from "@/lib/return-to";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { unavailableHref } from "@/lib/session/hrefs";

export async function POST(request: Request) {
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);

  const visitor = visitorOf(request.headers);
  const returnTo = fieldValue(form.fields, "return_to");
  const signedOut = { kind: "own", path: safeReturnTo(returnTo, AFTER_LOGOUT_PATH, visitor.origin) } as const;
  const unavailable = { kind: "own", path: unavailableHref("/logout") } as const;

  const started = await logoutToken(visitor);
  if (started.kind === "unavailable") return goTo(request, visitor, { to: unavailable });
  if (started.kind === "not-signed-in") return goTo(request, visitor, { to: signedOut });
  const outcome = await signOut(visitor, started.token, returnTo);
  switch (outcome.kind) {
    case "signed-out":
      return goTo(request, visitor, { ...outcome, notice: "signed_out" });
    case "refused":
      return goTo(request, visitor, { to: { kind: "own", path: "/logout" }, notice: "request_rejected" });
    case "unavailable":
      return goTo(request, visitor, { to: unavailable });
  }
}
