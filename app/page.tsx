import type { Metadata } from "next";
import { Directory } from "@/components/shell/directory";
import { SiteShell } from "@/components/shell/site-shell";
import { Picture } from "@/components/ui/picture";
import { ButtonLink } from "@/components/ui/button";
import { CheckIcon } from "@/components/ui/icons";
import { brand } from "@/identity/brand";
import { getTranslations } from "@/lib/i18n";
import { getLogoutHref } from "@/lib/ory/logout";
import { getSignedIn } from "@/lib/session/session";
import { openPage } from "@/lib/site/open-page";

/** The one page that search engines may show. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home");
  return openPage({ title: brand.name, description: t("lead"), path: "/" });
}

export default async function HomePage() {
  const isSignedIn = (await getSignedIn()) !== null;
  const logoutHref = isSignedIn ? await getLogoutHref() : null;
  const t = await getTranslations("home");
  const nav = await getTranslations("nav");
  const points = [t("points.pages"), t("points.protocol"), t("points.yours")];
  return (
    <SiteShell
      title={brand.name}
      here="/"
      footer={<Directory isSignedIn={isSignedIn} logoutHref={logoutHref} />}
    >
      <div className="grid items-center gap-10 lg:grid-cols-[7fr_4fr]">
        <div>
          <h1 className="text-4xl font-semibold sm:text-5xl">{t("title")}</h1>
          <p className="mt-5 max-w-xl text-lg leading-8 text-muted">
            {isSignedIn ? t("signedInLead") : t("lead")}
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            {isSignedIn ? (
              <ButtonLink href="/dashboard" look="primary">
                {nav("dashboard")}
              </ButtonLink>
            ) : (
              <>
                <ButtonLink href="/registration" look="primary">
                  {nav("registration")}
                </ButtonLink>
                <ButtonLink href="/login">{nav("login")}</ButtonLink>
              </>
            )}
          </div>
          <ul className="mt-10 grid max-w-xl gap-3">
            {points.map((point) => (
              <li key={point} className="flex gap-3 text-muted">
                <CheckIcon className="mt-0.5 shrink-0 text-accent" />
                {point}
              </li>
            ))}
          </ul>
        </div>
        <div className="hidden overflow-hidden rounded-card bg-panel px-8 pt-8 lg:block">
          <Picture className="block w-full" />
        </div>
      </div>
    </SiteShell>
  );
}
