// An id token that an app got from the provider by itself, with the kit of its system.
import { timingSafeEqual } from "node:crypto";
import { ApiError } from "../../http/error.js";
import { forbidden } from "../../http/errors.js";
import type { Claims } from "./claims.js";
import { upstreamError } from "./errors.js";
import type { Provider } from "./kind.js";
import { kindOf } from "./providers.js";

/** @throws ApiError 403 or 502 when the token is not good, or not of this sign-in */
export async function claimsOfApp(
  provider: Provider,
  idToken: string,
  nonce: string | undefined,
): Promise<Claims> {
  const kind = await kindOf(provider);
  if (!kind.verifyIdToken) {
    throw upstreamError(
      `Providers of the kind ${JSON.stringify(provider.config.provider)} take no id_token from an app.`,
    );
  }
  let claims: Claims;
  try {
    claims = await kind.verifyIdToken(provider, idToken);
  } catch (error) {
    if (error instanceof ApiError && error.code !== 400) throw error;
    const why = error instanceof ApiError ? (error.reason ?? error.message) : String(error);
    throw forbidden(`The id_token could not be verified. ${why}`);
  }
  if (claims.sub === "" || claims.iss === "") throw forbidden("The id_token names no subject or no issuer.");
  const { nonce: signed } = claims;
  if (typeof signed !== "string") {
    if (kind.canSkipNonce?.(claims) !== true)
      throw upstreamError("The id_token has no nonce, and needs one.");
  } else if (nonce === undefined) {
    throw upstreamError("The id_token has a nonce: send it as id_token_nonce.");
  } else if (!isSame(signed, nonce)) {
    throw upstreamError("The id_token has another nonce than id_token_nonce.");
  }
  return claims;
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
