// The errors that only settings raise.
import { ApiError } from "../http/error.js";

export function identityMismatch(): ApiError {
  return new ApiError({
    code: 403,
    id: "security_identity_mismatch",
    message: "This is not allowed",
    reason: "The settings belong to another account. Start anew to change your own.",
  });
}

/** For scripts; Kratos adds a key to this answer that says nothing and that clients may look for. */
export function noSessionToChange(): ApiError {
  return new ApiError({
    code: 401,
    id: "session_inactive",
    message: "Nobody is signed in",
    reason: "The request carried no session that counts. Sign in and try again.",
    extra: { CredentialsMissing: false },
  });
}
