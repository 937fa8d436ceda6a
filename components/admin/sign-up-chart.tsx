/** Sign-ups by day as bars, drawn on the server; the same numbers stand in a table below. */
import { useTranslations } from "@/lib/i18n";
import type { SignUps } from "@/lib/admin/sign-ups";
import { DataTable } from "./data-table";

const WIDTH = 720;
const HEIGHT = 160;
const GAP = 4;

export function SignUpChart({ days }: Pick<SignUps, "days">) {
  const t = useTranslations("admin.overview");
  const most = Math.max(1, ...days.map(({ count }) => count));
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const step = WIDTH / days.length;
  const summary = t("chartSummary", {
    total,
    days: days.length,
    most: Math.max(0, ...days.map(({ count }) => count)),
  });
  return (
    <>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={summary}
        className="mt-4 h-auto w-full text-accent rtl:-scale-x-100"
      >
        {days.map(({ date, count }, index) => {
          const height = (count / most) * (HEIGHT - GAP);
          return (
            <rect
              key={date}
              x={index * step + GAP / 2}
              y={HEIGHT - Math.max(height, 1)}
              width={step - GAP}
              height={Math.max(height, 1)}
              rx="2"
              fill="currentColor"
              opacity={count > 0 ? 1 : 0.35}
            >
              <title>{t("signUpsOn", { date, count })}</title>
            </rect>
          );
        })}
      </svg>
      <p className="mt-3 text-sm text-muted">{summary}</p>
      <details className="mt-2 text-sm">
        <summary className="text-muted hover:text-ink">{t("table")}</summary>
        <DataTable
          caption={t("table")}
          rows={days}
          keyOf={({ date }) => date}
          columns={[
            { name: t("day"), kind: "head", cell: ({ date }) => date },
            { name: t("count"), cell: ({ count }) => count },
          ]}
        />
      </details>
    </>
  );
}
