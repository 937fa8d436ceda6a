/** What would make the account safer: each with the way to it, and a way to put it off. */
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type AdviceId, advicePaths } from "@/lib/advice/advice";
import { useTranslations } from "@/lib/i18n";

export function AdviceCard({ advice }: { advice: readonly AdviceId[] }) {
  const t = useTranslations("advice");
  if (advice.length === 0) return null;
  return (
    <Card className="mt-8" data-testid="advice">
      <h2 className="text-lg font-semibold">{t("title")}</h2>
      <ul className="mt-1 divide-y divide-line">
        {advice.map((id) => (
          <li
            key={id}
            data-testid={`advice/${id}`}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-4 last:pb-0"
          >
            <div className="min-w-0 grow basis-72">
              <Link href={advicePaths[id]}>{t(`${id}.title`)}</Link>
              <p className="mt-1 text-sm text-muted">{t(`${id}.lead`)}</p>
            </div>
            <form action="/api/account/advice" method="post" data-flow-form className="-mx-2.5">
              <Button
                type="submit"
                look="quiet"
                name="not_now"
                value={id}
                aria-label={t("notNowLabel", { what: t(`${id}.title`) })}
              >
                {t("notNow")}
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </Card>
  );
}
