/** The errors of OAuth 2.0 and OpenID Connect, by what somebody who meets one can do about it. */

/** `again` asks for an answer that was not given; `busy` and `broken` may pass; `refused` is for whoever has set it up. */
export type OAuth2Trouble = "denied" | "again" | "busy" | "broken" | "refused";

/**
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthError
 */
const troubles: Record<string, OAuth2Trouble> = {
  access_denied: "denied",
  login_required: "again",
  interaction_required: "again",
  account_selection_required: "again",
  consent_required: "again",
  invalid_grant: "again",
  temporarily_unavailable: "busy",
  server_error: "broken",
  invalid_request: "refused",
  invalid_client: "refused",
  unauthorized_client: "refused",
  unsupported_response_type: "refused",
  unsupported_grant_type: "refused",
  invalid_scope: "refused",
  invalid_request_uri: "refused",
  invalid_request_object: "refused",
  request_not_supported: "refused",
  request_uri_not_supported: "refused",
  registration_not_supported: "refused",
};

/** @returns undefined for a code that the specifications do not have */
export function oauth2Trouble(code: string | undefined): OAuth2Trouble | undefined {
  return code !== undefined && Object.hasOwn(troubles, code) ? troubles[code] : undefined;
}

/** What is longer is no sentence for a person. */
const MAX_WORDS = 300;

/** What a provider sends back in place of somebody who has signed in. */
export interface ProviderError {
  /** As the provider names it: `access_denied`. */
  code: string;
  /** Its own words, in whatever language it has. */
  words: string | undefined;
}

/** @param reason  the identity service's English text about it, which quotes code and words */
export function providerError(reason: string): ProviderError | undefined {
  const [, code, words = ""] = /\breturned error "([^"]{1,100})"(?::\s*(.*))?/s.exec(reason) ?? [];
  if (code === undefined) return undefined;
  const shown = words.trim().slice(0, MAX_WORDS);
  return { code, words: shown === "" ? undefined : shown };
}
