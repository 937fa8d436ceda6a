/** The service cannot be reached: what that means, a way on, and a reference for whoever looks into it. */
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useTranslations } from "@/lib/i18n";
import { SupportLine } from "./support-line";

export function Unavailable({ requestId, retryHref }: { requestId: string; retryHref: string }) {
  const t = useTranslations("unavailable");
  return (
    <Card padding="roomy" lift="raised" data-testid="unavailable">
      <h1 className="text-[1.625rem] font-semibold">{t("title")}</h1>
      <p className="mt-3 text-muted">{t("lead")}</p>
      <ButtonLink href={retryHref} look="primary" width="full" className="mt-6">
        {t("retry")}
      </ButtonLink>
      <p className="mt-6 text-sm text-muted">
        {t("reference")}{" "}
        <code dir="ltr" className="block font-mono [overflow-wrap:anywhere] text-ink select-all rtl:text-end">
          {requestId}
        </code>
      </p>
      <SupportLine />
    </Card>
  );
}
