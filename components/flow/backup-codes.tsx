/** Backup codes, to be kept: copied, downloaded or printed. The download and the print work without script. */
import type { UiText } from "@ory/client";
import { Button, ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { scripted } from "@/components/ui/scripted";
import { brand } from "@/identity/brand";
import { useMessageText, useTranslations } from "@/lib/i18n";

/** The message of a code that can still be used. */
const GOOD_CODE = 1050009;

interface BackupCodesProps {
  codes: readonly UiText[];
  testId: string;
  /** Whose codes they are. */
  account: string | undefined;
}

export function BackupCodes({ codes, testId, account }: BackupCodesProps) {
  const t = useTranslations("flow");
  const title =
    account === undefined || account === ""
      ? t("backupCodes", { brand: brand.name })
      : t("backupCodesOf", { brand: brand.name, account });
  const say = useMessageText();
  const kept = codes.filter(({ id }) => id === GOOD_CODE).map(say);
  const file = [title, "", ...kept, ""].join("\r\n");
  return (
    // Printed, the page is these codes and nothing else (app/globals.css).
    <div data-printed>
      <p className="mb-3 hidden font-semibold print:block">{title}</p>
      <div
        data-testid={testId}
        className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-x-4 sm:grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] sm:gap-x-6 gap-y-2 rounded-control bg-sunken p-4"
      >
        {codes.map((code, index) => (
          <code
            key={index}
            dir={code.id === GOOD_CODE ? "ltr" : undefined}
            className={
              code.id === GOOD_CODE
                ? "font-mono text-[0.9375rem] select-all rtl:text-end"
                : "font-sans text-sm text-muted print:hidden"
            }
          >
            {say(code)}
          </code>
        ))}
      </div>
      <div className="-mx-2.5 mt-2 flex flex-wrap print:hidden">
        <CopyButton text={kept.join("\n")} label={t("copy")} doneLabel={t("copied")} />
        <ButtonLink
          look="quiet"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download={t("backupCodesFile")}
        >
          {t("download")}
        </ButtonLink>
        <Button look="quiet" {...scripted} data-print>
          {t("print")}
        </Button>
      </div>
    </div>
  );
}
