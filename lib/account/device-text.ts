import type { Translate } from "@/lib/i18n";
import type { DeviceName } from "./device";

/** A device's name, e.g. "Firefox on Linux". */
export function deviceText({ browser, system }: DeviceName, t: Translate<"sessions">): string {
  if (browser !== undefined && system !== undefined) {
    return t("browserOn", { browser, system });
  }
  return browser ?? system ?? t("unknownDevice");
}
