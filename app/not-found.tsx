import { SiteShell } from "@/components/shell/site-shell";
import { SupportLine } from "@/components/shell/support-line";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useTranslations } from "@/lib/i18n";

export default function NotFound() {
  const t = useTranslations("notFound");
  return (
    <SiteShell title={t("title")} here="/">
      <Card padding="roomy" lift="raised" className="mx-auto max-w-[27rem]">
        <h1 className="text-[1.625rem] font-semibold">{t("title")}</h1>
        <p className="mt-2 text-muted">{t("lead")}</p>
        <ButtonLink href="/" look="primary" width="full" className="mt-6">
          {t("toStart")}
        </ButtonLink>
        <SupportLine />
      </Card>
    </SiteShell>
  );
}
