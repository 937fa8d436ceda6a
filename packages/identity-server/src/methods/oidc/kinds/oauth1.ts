// Signs requests by OAuth 1.0a with HMAC-SHA1. @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4
import { createHmac, randomBytes } from "node:crypto";

export interface Oauth1Keys {
  consumerKey: string;
  consumerSecret: string;
  token?: string;
  tokenSecret?: string;
}

/** @param extra parameters of the protocol, such as `oauth_callback` @returns the `Authorization` header */
export function signedHeader(
  method: string,
  url: string,
  keys: Oauth1Keys,
  extra: Record<string, string> = {},
  { nonce = randomBytes(16).toString("hex"), timestamp = Math.floor(Date.now() / 1000) } = {},
): string {
  const parameters: Record<string, string> = {
    oauth_consumer_key: keys.consumerKey,
    oauth_nonce: nonce,
    oauth_signature_method: "HMAC-SHA1",
    oauth_timestamp: String(timestamp),
    oauth_version: "1.0",
    ...(keys.token !== undefined && { oauth_token: keys.token }),
    ...extra,
  };
  const { origin, pathname, searchParams } = new URL(url);
  const base = [method, `${origin}${pathname}`, normalised([...searchParams, ...Object.entries(parameters)])];
  const key = `${escape(keys.consumerSecret)}&${escape(keys.tokenSecret ?? "")}`;
  const signature = createHmac("sha1", key).update(base.map(escape).join("&")).digest("base64");
  const all = Object.entries({ ...parameters, oauth_signature: signature });
  return `OAuth ${all.map(([name, value]) => `${escape(name)}="${escape(value)}"`).join(", ")}`;
}

function normalised(parameters: [string, string][]): string {
  return parameters
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .sort()
    .join("&");
}

function escape(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
