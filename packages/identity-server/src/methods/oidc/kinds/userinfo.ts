// Providers at an address of one's own, whose userinfo is asked at a fixed path below it.
import { claimsOf } from "../claims.js";
import { misconfigured } from "../errors.js";
import { bearer, fetchJson } from "../http.js";
import type { Provider, ProviderKind } from "../kind.js";
import { oauth2Kind } from "../oauth2.js";

interface UserinfoSettings {
  /** Where `issuer_url` is not set. */
  base?: string;
  paths: { authorize: string; token: string; userinfo: string };
}

export function userinfoKind({ base, paths }: UserinfoSettings): ProviderKind {
  const at = (provider: Provider, path: string) => {
    const issuer = provider.config.issuer_url ?? base;
    if (issuer === undefined) {
      throw misconfigured(`The provider ${JSON.stringify(provider.config.id)} has no issuer_url.`);
    }
    return `${issuer.replace(/\/+$/, "")}${path}`;
  };
  return oauth2Kind({
    authorizeUrl: (provider) => at(provider, paths.authorize),
    tokenUrl: (provider) => at(provider, paths.token),
    parameters: ({ config }, { isRefresh }): Record<string, string> => ({
      ...(isRefresh && { prompt: "login" }),
      ...(config.requested_claims && { claims: JSON.stringify(config.requested_claims) }),
    }),
    claims: async (provider, { tokens }) => {
      const info = await fetchJson(provider.http, at(provider, paths.userinfo), {
        headers: bearer(tokens.accessToken),
      });
      const claims = claimsOf(info, { withRaw: false });
      return claims.iss === "" ? { ...claims, iss: provider.config.issuer_url ?? base ?? "" } : claims;
    },
  });
}
