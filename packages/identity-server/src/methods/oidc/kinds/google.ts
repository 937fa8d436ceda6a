// @see https://developers.google.com/identity/openid-connect/openid-connect
import { openidKind, withOpenid } from "../openid.js";

export const google = openidKind({
  issuer: "https://accounts.google.com",
  // Google has a parameter of its own for refresh tokens.
  scopes: ({ config }) => withOpenid(config.scope).filter((scope) => scope !== "offline_access"),
  parameters: ({ config }): Record<string, string> =>
    config.scope.includes("offline_access") ? { access_type: "offline" } : {},
  appKeys: "https://www.googleapis.com/oauth2/v3/certs",
  // Not every app kit of Google takes a nonce.
  canSkipNonce: (claims) => claims.nonce === undefined,
});
