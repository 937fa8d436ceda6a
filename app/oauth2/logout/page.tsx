import { notFound, redirect } from "next/navigation";
import { headers } from "next/headers";
import { pageHref } from "@/components/flow/page-href";
import { RequestOver } from "@/components/oauth2/request-over";
import { AuthShell } from "@/components/shell/auth-shell";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { getTranslations } from "@/lib/i18n";
import { sealAsked } from "@/lib/oauth2/asked";
import { logoutRequest } from "@/lib/oauth2/requests";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import type { SearchParams } from "@/lib/ory/load-flow";
import { requestIdOf, visitorOf } from "@/lib/request";
import { unavailableHref } from "@/lib/session/hrefs";

/** Asks before it signs out for an OAuth2 server: an application's link must not do it alone, unless it is of this house. */
export default async function OAuth2LogoutPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!hasOAuth2Server()) notFound();
  const { logout_challenge: challenge } = await searchParams;
  if (typeof challenge !== "string" || challenge === "") notFound();
  const here = pageHref("/oauth2/logout", { logout_challenge: challenge });
  const result = await logoutRequest(challenge, visitorOf(await headers()));
  if (result.kind === "unavailable") redirect(unavailableHref(here, requestIdOf(await headers())));
  if (result.kind === "gone") return <RequestOver here={here} reason="gone" />;

  const { clientName, subject, isAgreed } = result.value;
  // Nobody is asked; a page changes nothing itself.
  if (isAgreed) redirect(pageHref("/api/oauth2/logout", { logout_challenge: challenge }));
  const t = await getTranslations("oauth2");
  const asked = await sealAsked("oauth2-logout", { challenge, identityId: subject });
  const client = clientName === "" ? t("unnamed") : clientName;
  return (
    <AuthShell title={t("logout.title")} here={here}>
      <Card padding="roomy" lift="raised">
        <h1 className="text-[1.625rem] font-semibold">{t("logout.title")}</h1>
        <p className="mt-2 text-muted [overflow-wrap:anywhere]">{t("logout.lead", { client })}</p>
        <form action="/api/oauth2/logout" method="post" className="mt-6 grid gap-3">
          <input type="hidden" name="asked" value={asked} />
          <Button type="submit" look="primary" width="full" name="decision" value="allow">
            {t("logout.confirm")}
          </Button>
          <Button type="submit" width="full" name="decision" value="deny">
            {t("logout.cancel")}
          </Button>
        </form>
      </Card>
    </AuthShell>
  );
}
