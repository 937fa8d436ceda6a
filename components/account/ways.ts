/** How a session was proven, in words. */
import type { Session } from "@ory/client";
import { ids, isTextId, useTranslations } from "@/lib/i18n";

/** The ways of signing in that a session has seen, each once, in their order. */
export function useSessionWays(session: Session): string[] {
  const t = useTranslations("methods");
  const names = (session.authentication_methods ?? []).map(({ method, provider }) => {
    if (method === "oidc") return provider ? t("oidc", { provider }) : t("oidcUnnamed");
    return isTextId(ids.methods, method) ? t(method) : t("other");
  });
  return [...new Set(names)];
}

export function useAssuranceText(session: Session): string {
  const t = useTranslations("assurance");
  const level = session.authenticator_assurance_level;
  return isTextId(ids.assurance, level) ? t(level) : t("aal0");
}
