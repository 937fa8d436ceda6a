import { Notices } from "@/components/shell/notices";
import { SettingsShell } from "@/components/shell/settings-shell";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Card } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/field";
import { getTranslations, useTranslations } from "@/lib/i18n";
import { getLogoutHref } from "@/lib/ory/logout";
import { loginHref } from "@/lib/session/hrefs";
import { readNotices } from "@/lib/session/notices";
import { isRecent } from "@/lib/session/recent";
import { requireSession } from "@/lib/session/session";

const PAGE = "/settings/data";

export default async function DataPage() {
  const session = await requireSession();
  const [logoutHref, notices] = await Promise.all([getLogoutHref(), readNotices()]);
  const t = await getTranslations("data");
  return (
    <SettingsShell title={t("title")} current="data" here={PAGE} logoutHref={logoutHref}>
      <div className="mt-6 grid gap-3 empty:hidden">
        <Notices notices={notices} />
      </div>

      <h2 className="mt-8 text-lg font-semibold">{t("exportTitle")}</h2>
      <Card className="mt-3">
        <p>{t("exportLead")}</p>
        <ButtonLink href="/api/account/export" download="account.json" className="mt-4">
          {t("export")}
        </ButtonLink>
      </Card>

      <h2 className="mt-10 text-lg font-semibold">{t("deleteTitle")}</h2>
      <Card className="mt-3">
        <p>{t("deleteLead")}</p>
        {isRecent(session) ? <DeleteForm /> : <ConfirmFirst />}
      </Card>
    </SettingsShell>
  );
}

function DeleteForm() {
  const t = useTranslations("data");
  return (
    <form action="/api/account/delete" method="post" data-flow-form className="mt-4 grid gap-4">
      <CheckboxField id="confirm" label={t("confirm")} messages={[]}>
        <Checkbox id="confirm" name="confirm" value="yes" required />
      </CheckboxField>
      <div>
        <Button type="submit" look="danger">
          {t("delete")}
        </Button>
      </div>
    </form>
  );
}

function ConfirmFirst() {
  const t = useTranslations("data");
  return (
    <>
      <p className="mt-3 text-muted">{t("proveLead")}</p>
      <ButtonLink href={loginHref(PAGE, { isRefresh: true })} className="mt-4">
        {t("prove")}
      </ButtonLink>
    </>
  );
}
