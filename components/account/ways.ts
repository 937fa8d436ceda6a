/** How a session was proven, in words. */
import type { Session } from "@ory/client";
import { applicationOfWay } from "@/lib/activity/application-way";
import { ids, isTextId, useTranslations } from "@/lib/i18n";
import { wayName } from "@/lib/i18n/way-name";

/** The ways of signing in that a session has seen, each once, in their order. */
export function useSessionWays(session: Session): string[] {
  const nameOf = useWayName();
  const names = (session.authentication_methods ?? []).map(({ method, provider }) =>
    nameOf(provider ? `${method ?? ""}:${provider}` : (method ?? "")),
  );
  return [...new Set(names)];
}

/** @see {@link wayName} */
export function useWayName(): (way: string) => string {
  const t = useTranslations("methods");
  const unnamed = useTranslations("oauth2")("unnamed");
  return (way) => {
    const application = applicationOfWay(way);
    if (application !== undefined) return application === "" ? unnamed : isolated(application);
    return wayName(way, t);
  };
}

/** Keeps the direction of a name from outside off the text around it. @see https://www.unicode.org/reports/tr9/ */
const isolated = (name: string) => `\u2068${name}\u2069`;

export function useAssuranceText(session: Session): string {
  const t = useTranslations("assurance");
  const level = session.authenticator_assurance_level;
  return isTextId(ids.assurance, level) ? t(level) : t("aal0");
}
