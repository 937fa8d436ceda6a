/** What a page of sign-in or sign-up says under its title where an application has asked for it. */
import { getTranslations } from "@/lib/i18n";
import type { Application } from "@/lib/oauth2/application";

/** @param lead  what the page says anyway */
export async function leadTo(
  application: Application | undefined,
  lead: string | undefined,
): Promise<string | undefined> {
  if (application === undefined || application.name === "") return lead;
  const t = await getTranslations("oauth2");
  const goOn = t("goOn", { client: application.name });
  return lead === undefined ? goOn : `${lead} ${goOn}`;
}
