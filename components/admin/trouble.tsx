/** What the console says where the service gave nothing to show. */
import { Notice } from "@/components/ui/notice";
import { type Translate, useTranslations } from "@/lib/i18n";
import type { AdminResult } from "@/lib/ory/admin";

export function Trouble({ result }: { result: Exclude<AdminResult<unknown>, { kind: "ok" }> }) {
  const t = useTranslations("admin.common");
  return (
    <div className="mt-6" role="alert">
      <Notice tone="error">{troubleText(result, t)}</Notice>
    </div>
  );
}

export function troubleText(
  result: Exclude<AdminResult<unknown>, { kind: "ok" }>,
  t: Translate<"admin.common">,
): string {
  if (result.kind === "unavailable") return t("unavailable");
  return result.reason === "" ? t("refusedPlainly") : t("refused", { reason: result.reason });
}
