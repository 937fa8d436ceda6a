import { notFound, redirect } from "next/navigation";
import { headers } from "next/headers";
import { pageHref } from "@/components/flow/page-href";
import { RequestOver } from "@/components/oauth2/request-over";
import { ScopeList } from "@/components/oauth2/scope-list";
import { AuthShell } from "@/components/shell/auth-shell";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Card } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/field";
import { getTranslations } from "@/lib/i18n";
import { sealAsked } from "@/lib/oauth2/asked";
import { consentRequest } from "@/lib/oauth2/requests";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import type { SearchParams } from "@/lib/ory/load-flow";
import { requestIdOf, visitorOf } from "@/lib/request";
import { unavailableHref } from "@/lib/session/hrefs";
import { requireSession } from "@/lib/session/session";

/** Asks a person whether an application may use their account, on behalf of an OAuth2 server. */
export default async function ConsentPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!hasOAuth2Server()) notFound();
  const { consent_challenge: challenge } = await searchParams;
  if (typeof challenge !== "string" || challenge === "") notFound();
  const here = pageHref("/oauth2/consent", { consent_challenge: challenge });
  const { identity } = await requireSession();

  const visitor = visitorOf(await headers());
  const result = await consentRequest(challenge, visitor);
  if (result.kind === "unavailable" || !identity) {
    redirect(unavailableHref(here, requestIdOf(await headers())));
  }
  if (result.kind === "gone") return <RequestOver here={here} reason="gone" />;
  const { subject, isAgreed, scopes, clientName } = result.value;
  if (subject !== identity.id) return <RequestOver here={here} reason="foreign" />;
  // Nobody is asked; a page changes nothing itself.
  if (isAgreed) redirect(pageHref("/api/oauth2/consent", { consent_challenge: challenge }));

  const [t, settings] = await Promise.all([getTranslations("oauth2"), getTranslations("settings")]);
  const asked = await sealAsked("consent", { challenge, identityId: identity.id });
  const client = clientName === "" ? t("unnamed") : clientName;
  return (
    <AuthShell title={t("title")} here={here}>
      <Card padding="roomy" lift="raised" data-testid="consent-card">
        <h1 className="text-[1.625rem] font-semibold">{t("title")}</h1>
        <p className="mt-2 text-muted [overflow-wrap:anywhere]">{t("lead", { client })}</p>
        {scopes.length > 0 && (
          <>
            <p className="mt-5 font-medium">{t("wants")}</p>
            <ScopeList scopes={scopes} />
          </>
        )}
        <form action="/api/oauth2/consent" method="post" className="mt-6">
          <input type="hidden" name="asked" value={asked} />
          <CheckboxField id="remember" label={t("remember")} messages={[]}>
            <Checkbox id="remember" name="remember" value="yes" />
          </CheckboxField>
          <p className="mt-5 text-sm text-muted">
            {t("caution")} {t("takeBack", { section: settings("pages.applications") })}
          </p>
          <div className="mt-5 grid gap-3">
            <Button type="submit" look="primary" width="full" name="decision" value="allow">
              {t("allow")}
            </Button>
            <Button type="submit" width="full" name="decision" value="deny">
              {t("deny")}
            </Button>
          </div>
        </form>
      </Card>
    </AuthShell>
  );
}
