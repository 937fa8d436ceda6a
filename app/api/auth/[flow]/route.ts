/** The target of every flow's form: takes the post, submits it to the service, answers with where to go. */
import { accountBefore } from "@/lib/activity/account-before";
import { noteEffect } from "@/lib/activity/note";
import { isContradictory, settingsEvent } from "@/lib/activity/settings-event";
import { goTo, refuse } from "@/lib/forms/answer";
import { asServiceWants } from "@/lib/forms/own-hints";
import { readForm } from "@/lib/forms/read-form";
import { withLanguage } from "@/lib/forms/with-language";
import { localeOf } from "@/lib/i18n/negotiate";
import type { Destination } from "@/lib/ory/destination";
import { isFlowId, isFlowKind } from "@/lib/ory/flow-kind";
import { startHref } from "@/lib/ory/start-parameters";
import { submitFlow } from "@/lib/ory/submit-flow";
import { visitorOf } from "@/lib/request";
import { returnToForService } from "@/lib/return-to";
import { atPlace, placeCookie, settingsPlace } from "@/lib/settings/section-return";
import { isFromOwnPage } from "@/lib/security/same-origin";
import { tooManyPosts } from "@/lib/security/rate-limit";
import { forgetTyped, TYPED_COOKIE, typedCookie } from "@/lib/session/typed";

export async function POST(request: Request, context: { params: Promise<{ flow: string }> }) {
  const { flow: kind } = await context.params;
  if (!isFlowKind(kind)) return refuse(request, 404);
  if (!isFromOwnPage(request.headers)) return refuse(request, 403);
  const form = await readForm(request);
  if (form.kind === "refused") return refuse(request, form.status);

  const visitor = visitorOf(request.headers);
  const query = new URL(request.url).searchParams;
  const flowId = query.get("flow");
  const given = query.get("return_to");
  const returnTo = given && returnToForService(given, visitor.origin) ? given : undefined;
  const place = kind === "settings" ? settingsPlace(query) : undefined;
  const back = (to: Destination) => (place ? atPlace(to, place) : to);
  if (!isFlowId(flowId)) {
    const to = back({ kind: "own", path: startHref(kind, { return_to: returnTo }) });
    return goTo(request, visitor, { to, notice: "flow_gone" });
  }
  const waitSeconds = tooManyPosts({ kind, flowId, fields: form.fields }, visitor);
  if (waitSeconds !== undefined) return refuse(request, 429, { "retry-after": String(waitSeconds) });

  if (kind === "settings" && isContradictory(form.fields)) return refuse(request, 400);

  const fields = asServiceWants(form.fields);
  const before = kind === "settings" ? await accountBefore(settingsEvent(fields), visitor) : undefined;
  const { to, setCookies, notice, keepTypedFor, effect } = await submitFlow(
    { kind, flowId, fields: withLanguage(fields, localeOf(request.headers)), returnTo },
    visitor,
  );
  const typed =
    keepTypedFor !== undefined
      ? await typedCookie(keepTypedFor, form.fields, visitor.origin)
      : visitor.cookie.includes(`${TYPED_COOKIE}=`)
        ? forgetTyped(visitor.origin)
        : undefined;
  const noted = await noteEffect(effect, { fields, before }, visitor);
  const event = effect ? undefined : settingsEvent(fields);
  const kept = place && (await placeCookie(to, flowId, { page: place.page, event }, visitor.origin));
  return goTo(request, visitor, {
    to: back(to),
    setCookies,
    ownCookies: [typed, ...noted, kept],
    notice,
  });
}
