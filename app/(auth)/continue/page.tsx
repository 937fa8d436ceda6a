import { redirect } from "next/navigation";
import { z } from "zod";
import { AuthShell } from "@/components/shell/auth-shell";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { getTranslations } from "@/lib/i18n";
import type { SearchParams } from "@/lib/ory/load-flow";
import { open } from "@/lib/security/seal";

/**
 * The step from a form to another origin, such as a provider's: browsers hold redirects after a post to the policy's
 * `form-action`, but not what a page of its own leads to. The target is sealed, so the page leads nowhere else.
 */
export default async function ContinuePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { to } = await searchParams;
  const href = await open("continue", typeof to === "string" ? to : undefined, z.url());
  if (href === undefined) redirect("/");
  const t = await getTranslations("continue");
  return (
    <AuthShell title={t("title")} here="/">
      <meta httpEquiv="refresh" content={`0;url=${href}`} />
      <Card padding="roomy" lift="raised">
        <h1 className="text-[1.625rem] font-semibold">{t("title")}</h1>
        <p className="mt-2 text-muted">{t("lead", { host: new URL(href).host })}</p>
        <ButtonLink href={href} look="primary" width="full" className="mt-6">
          {t("go")}
        </ButtonLink>
      </Card>
    </AuthShell>
  );
}
