/** What is to be looked at, and changed only by whoever has signed in lately: until then its fields and buttons are off. */
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useTranslations } from "@/lib/i18n";
import { loginHref } from "@/lib/session/hrefs";

export function OnlyRecent({ isRecent, children }: { isRecent: boolean; children: ReactNode }) {
  return (
    <fieldset disabled={!isRecent} className="min-w-0">
      {children}
    </fieldset>
  );
}

/** @param here  where the console goes on afterwards */
export function ProveFirst({ here }: { here: string }) {
  const t = useTranslations("data");
  return (
    <div className="mt-6" role="status" data-testid="prove-first">
      <Notice tone="info">
        <p>{t("proveLead")}</p>
        <ButtonLink href={loginHref(here, { isRefresh: true })} className="mt-3">
          {t("prove")}
        </ButtonLink>
      </Notice>
    </div>
  );
}
