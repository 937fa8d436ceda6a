import { SiteShell } from "@/components/shell/site-shell";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { getLanguage } from "@/lib/i18n";

export default function NotFound() {
  const { notFound: texts } = getLanguage().pages;
  return (
    <SiteShell title={texts.title} here="/">
      <Card padding="roomy" lift="raised" className="mx-auto max-w-[27rem]">
        <h1 className="text-[1.625rem] font-semibold">{texts.title}</h1>
        <p className="mt-2 text-muted">{texts.lead}</p>
        <ButtonLink href="/" look="primary" width="full" className="mt-6">
          {texts.toStart}
        </ButtonLink>
      </Card>
    </SiteShell>
  );
}
