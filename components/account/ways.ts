/** How a session was proven, in words. */
import type { Session } from "@ory/client";
import { format, getLanguage } from "@/lib/i18n";

/** The ways of signing in that a session has seen, each once, in their order. */
export function sessionWays(session: Session): string[] {
  const texts = getLanguage().pages.methods;
  const names = (session.authentication_methods ?? []).map(({ method, provider }) => {
    if (method === "oidc") return format(texts.oidc, { provider: provider ?? "" }) ?? texts.oidcUnnamed;
    return method !== undefined && method in texts ? texts[method as keyof typeof texts] : texts.other;
  });
  return [...new Set(names)];
}

export function assuranceText(session: Session): string {
  const { assurance } = getLanguage().pages;
  const level = session.authenticator_assurance_level;
  return level !== undefined && level in assurance
    ? assurance[level as keyof typeof assurance]
    : assurance.aal0;
}
