import { pageHref } from "@/components/flow/page-href";
import { SiteShell } from "@/components/shell/site-shell";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { getTranslations } from "@/lib/i18n";
import type { SearchParams } from "@/lib/ory/load-flow";
import { safeReturnTo } from "@/lib/return-to";

/** Asks before it signs out: a link from elsewhere must not do it alone. The page's own links carry a token and don't come here. */
export default async function LogoutPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { return_to: given } = await searchParams;
  const returnTo = safeReturnTo(typeof given === "string" ? given : undefined, "");
  const t = await getTranslations("logout");
  return (
    <SiteShell title={t("title")} here={pageHref("/logout", { return_to: returnTo })}>
      <Card padding="roomy" lift="raised" className="mx-auto max-w-[27rem]">
        <h1 className="text-[1.625rem] font-semibold">{t("title")}</h1>
        <p className="mt-2 text-muted">{t("lead")}</p>
        <form action="/api/auth/logout" method="post" data-flow-form className="mt-6 grid gap-3">
          {returnTo !== "" && <input type="hidden" name="return_to" value={returnTo} />}
          <Button type="submit" look="primary" width="full">
            {t("confirm")}
          </Button>
          <ButtonLink href="/dashboard" width="full">
            {t("cancel")}
          </ButtonLink>
        </form>
      </Card>
    </SiteShell>
  );
}
