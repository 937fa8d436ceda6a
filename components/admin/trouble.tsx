/** What the console says where the service gave nothing to show. */
import { Notice } from "@/components/ui/notice";
import { format, getLanguage } from "@/lib/i18n";
import type { AdminResult } from "@/lib/ory/admin";

export function Trouble({ result }: { result: Exclude<AdminResult<unknown>, { kind: "ok" }> }) {
  return (
    <div className="mt-6" role="alert">
      <Notice tone="error">{troubleText(result)}</Notice>
    </div>
  );
}

export function troubleText(result: Exclude<AdminResult<unknown>, { kind: "ok" }>): string {
  const { common } = getLanguage().admin;
  if (result.kind === "unavailable") return common.unavailable;
  return result.reason === ""
    ? common.refusedPlainly
    : (format(common.refused, { reason: result.reason }) ?? common.refusedPlainly);
}
