/** One-time notices of what happened before this page: an id with a text of ours, never a text from outside. */
import { Notice as NoticeBox } from "@/components/ui/notice";
import { useTranslations } from "@/lib/i18n";
import type { Notice } from "@/lib/session/notices";

export function Notices({ notices }: { notices: readonly Notice[] }) {
  const t = useTranslations("notices");
  if (notices.length === 0) return null;
  const hasError = notices.some(({ kind }) => kind === "error");
  return (
    <div
      role={hasError ? "alert" : "status"}
      className="grid gap-3"
      {...(hasError && { tabIndex: -1, "data-errors": true })}
    >
      {notices.map(({ id, kind }) => (
        <NoticeBox key={id} tone={kind} testId={`notice/${id}`}>
          {t(id)}
        </NoticeBox>
      ))}
    </div>
  );
}
