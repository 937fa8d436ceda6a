// @see https://docs.uaepass.ae/
import { claimsOf } from "../claims.js";
import { bearer, fetchJson } from "../http.js";
import type { Provider } from "../kind.js";
import { field, oauth2Kind } from "../oauth2.js";

/** Sign-in in the browser; an app asks for another level by `upstream_parameters`. */
const BROWSER_LEVEL = "urn:safelayer:tws:policies:authentication:level:low";

export const uaepass = oauth2Kind({
  authorizeUrl: (provider) => `${baseOf(provider)}/idshub/authorize`,
  tokenUrl: (provider) => `${baseOf(provider)}/idshub/token`,
  clientAuth: "basic",
  supportsPkce: true,
  parameters: () => ({ acr_values: BROWSER_LEVEL }),
  claims: async (provider, { tokens }) => {
    const raw = await fetchJson(provider.http, `${baseOf(provider)}/idshub/userinfo`, {
      headers: bearer(tokens.accessToken),
    });
    const claims = claimsOf(
      {
        iss: baseOf(provider),
        sub: field(raw, "sub"),
        email: raw.email,
        name: raw.fullnameEN,
        given_name: raw.firstnameEN,
        last_name: raw.lastnameEN,
      },
      { withRaw: false },
    );
    return { ...claims, raw_claims: raw };
  },
});

/** The staging system is chosen by `issuer_url`. */
function baseOf({ config }: Provider): string {
  return (config.issuer_url ?? "https://id.uaepass.ae").replace(/\/+$/, "");
}
