// @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
import { decodeJwt } from "jose";
import type { JsonObject } from "../../../json.js";
import { badRequest } from "../../../http/errors.js";
import { claimsOf, type Claims } from "../claims.js";
import { misconfigured, missingIdToken } from "../errors.js";
import { bearer, fetchJson } from "../http.js";
import type { Provider, TokenAnswer } from "../kind.js";
import { field, oauth2Kind } from "../oauth2.js";
import { claimsFromIdToken, withOpenid } from "../openid.js";

const HOST = "https://login.microsoftonline.com";
const TENANT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const microsoft = oauth2Kind({
  authorizeUrl: (provider) => `${tenantUrl(provider)}/oauth2/v2.0/authorize`,
  tokenUrl: (provider) => `${tenantUrl(provider)}/oauth2/v2.0/token`,
  scopes: ({ config }) => withOpenid(config.scope),
  parameters: ({ config }, { nonce, isRefresh }) => ({
    nonce,
    ...(isRefresh && { prompt: "login" }),
    ...(config.requested_claims && { claims: JSON.stringify(config.requested_claims) }),
  }),
  claims: readClaims,
  supportsPkce: true,
});

function tenantUrl({ config }: Provider): string {
  const tenant = config.microsoft_tenant?.trim() ?? "";
  if (tenant === "")
    throw misconfigured(`The provider ${JSON.stringify(config.id)} has no microsoft_tenant.`);
  return `${HOST}/${encodeURIComponent(tenant)}`;
}

/** An application for many tenants learns from the token itself which one signed it. */
async function readClaims(provider: Provider, answer: TokenAnswer): Promise<Claims> {
  const { idToken } = answer.tokens;
  if (idToken === "") throw missingIdToken();
  const tenant = unverifiedTenant(idToken);
  const claims = claimsOf(await claimsFromIdToken(provider, `${HOST}/${tenant}/v2.0`, idToken, undefined));
  switch (provider.config.subject_source) {
    case "userinfo":
      return claims;
    case "oid":
      return { ...claims, sub: field(claims, "oid") };
    case "me": {
      const me = await fetchJson(provider.http, "https://graph.microsoft.com/v1.0/me", {
        headers: bearer(answer.tokens.accessToken),
      });
      return { ...claims, sub: field(me, "id") };
    }
  }
}

function unverifiedTenant(idToken: string): string {
  let payload: JsonObject;
  try {
    payload = decodeJwt<JsonObject>(idToken);
  } catch {
    throw badRequest("The id_token of the service cannot be read.");
  }
  const tenant = field(payload, "tid");
  if (!TENANT_ID.test(tenant)) throw badRequest("The id_token of the service names no tenant.");
  return tenant;
}
