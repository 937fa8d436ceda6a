import { firstName } from "@/components/account/person";
import { Directory } from "@/components/shell/directory";
import { Notices } from "@/components/shell/notices";
import { SiteShell } from "@/components/shell/site-shell";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Mark } from "@/components/ui/logo";
import { getTranslations } from "@/lib/i18n";
import { getLogoutHref } from "@/lib/ory/logout";
import { readNotices } from "@/lib/session/notices";
import { getSignedIn } from "@/lib/session/session";

export default async function WelcomePage() {
  const session = await getSignedIn();
  const [logoutHref, notices] = await Promise.all([session ? getLogoutHref() : null, readNotices()]);
  const t = await getTranslations("welcome");
  const nav = await getTranslations("nav");
  const name = firstName(session?.identity);
  return (
    <SiteShell
      title={t("title")}
      here="/welcome"
      footer={<Directory isSignedIn={session !== null} logoutHref={logoutHref} />}
    >
      <Card padding="roomy" lift="raised" className="mx-auto max-w-[27rem]">
        <Mark size={44} />
        <h1 className="mt-5 text-[1.625rem] font-semibold [overflow-wrap:anywhere]">
          {(name !== undefined && t("titleNamed", { name })) || t("title")}
        </h1>
        <p className="mt-2 text-muted">{session ? t("signedIn") : t("signedOut")}</p>
        <div className="mt-5 empty:hidden">
          <Notices notices={notices} />
        </div>
        <div className="mt-6 grid gap-3">
          <ButtonLink href={session ? "/dashboard" : "/login"} look="primary" width="full">
            {session ? nav("dashboard") : nav("login")}
          </ButtonLink>
          {!session && (
            <ButtonLink href="/registration" width="full">
              {nav("registration")}
            </ButtonLink>
          )}
        </div>
      </Card>
    </SiteShell>
  );
}
