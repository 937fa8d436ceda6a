/** Says why an application's request leads nowhere, and what to do next. */
import { pageHref } from "@/components/flow/page-href";
import { AuthShell } from "@/components/shell/auth-shell";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useTranslations } from "@/lib/i18n";

interface RequestOverProps {
  here: string;
  /** `gone`: answered, or too old; `foreign`: made for somebody else than who is signed in. */
  reason: "gone" | "foreign";
}

export function RequestOver({ here, reason }: RequestOverProps) {
  const t = useTranslations("oauth2");
  return (
    <AuthShell title={t(`${reason}.title`)} here={here}>
      <Card padding="roomy" lift="raised" data-testid={`oauth2-${reason}`}>
        <h1 className="text-[1.625rem] font-semibold">{t(`${reason}.title`)}</h1>
        <p className="mt-2 text-muted">{t(`${reason}.lead`)}</p>
        <div className="mt-7 grid gap-3">
          {reason === "foreign" && (
            <ButtonLink look="primary" width="full" href={pageHref("/logout", { return_to: here })}>
              {t("otherAccount")}
            </ButtonLink>
          )}
          <ButtonLink width="full" href="/">
            {t("toStart")}
          </ButtonLink>
        </div>
      </Card>
    </AuthShell>
  );
}
