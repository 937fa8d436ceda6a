// LinkedIn's older API, and its OpenID Connect.
// @see https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
import { isJsonObject } from "../../../json.js";
import { claimsOf } from "../claims.js";
import { bearer, fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";
import { openidKind } from "../openid.js";

const PROFILE =
  "https://api.linkedin.com/v2/me?projection=(id,localizedFirstName,localizedLastName,profilePicture(displayImage~digitalmediaAsset:playableStreams))";
const EMAIL = "https://api.linkedin.com/v2/emailAddress?q=members&projection=(elements*(handle~))";

export const linkedin = oauth2Kind({
  authorizeUrl: "https://www.linkedin.com/oauth/v2/authorization",
  tokenUrl: "https://www.linkedin.com/oauth/v2/accessToken",
  claims: async ({ http }, { tokens }) => {
    const headers = bearer(tokens.accessToken);
    const profile = await fetchJson(http, PROFILE, { headers });
    const email = await fetchJson(http, EMAIL, { headers });
    return claimsOf(
      {
        iss: "https://login.linkedin.com/",
        sub: field(profile, "id"),
        email: field(email, "elements.0.handle~.emailAddress"),
        given_name: profile.localizedFirstName,
        last_name: profile.localizedLastName,
        picture: pictureOf(profile.profilePicture),
      },
      { withRaw: false },
    );
  },
});

export const linkedinV2 = openidKind({ issuer: "https://www.linkedin.com/oauth", claimsSource: "userinfo" });

/** Sizes come from small to large; the third is large enough. */
function pictureOf(picture: unknown): string {
  if (!isJsonObject(picture)) return "";
  const image = picture["displayImage~"];
  const elements = isJsonObject(image) && Array.isArray(image.elements) ? image.elements : [];
  const chosen = elements[Math.min(elements.length, 3) - 1];
  return isJsonObject(chosen) ? field(chosen, "identifiers.0.identifier") : "";
}
