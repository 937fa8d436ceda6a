// What can go wrong between this server and a provider.
import { ApiError } from "../../http/error.js";
import { badRequest } from "../../http/errors.js";

/** The provider, or the way to it, failed. @param cause for the log, never for the person */
export function upstreamError(reason: string, cause?: unknown): ApiError {
  return new ApiError({
    code: 502,
    id: "upstream_error",
    message: "The service that was to sign you in did not do its part",
    reason,
    ...debugOf(cause),
  });
}

/** The configuration of the provider does not work. */
export function misconfigured(reason: string, cause?: unknown): ApiError {
  return new ApiError({
    code: 500,
    id: "invalid_configuration",
    message: "The service that was to sign you in is not set up right",
    reason,
    ...debugOf(cause),
  });
}

export function mapperFailed(providerId: string, cause: unknown): ApiError {
  return new ApiError({
    code: 500,
    message: "Something went wrong on the server",
    reason: `What ${providerId} says about you could not be read. Whoever runs this service has to look at the provider's mapper_url.`,
    ...debugOf(cause),
  });
}

export function missingScope(): ApiError {
  return badRequest(
    "The service was not allowed to tell all that is needed. Try again and agree to everything it asks.",
  );
}

export function missingIdToken(): ApiError {
  return badRequest(
    "The service did not say who you are: it sent no id_token. Try again and agree to everything it asks.",
  );
}

function debugOf(cause: unknown): { debug?: string } {
  if (cause === undefined) return {};
  if (cause instanceof Error) return { debug: cause.message };
  return { debug: typeof cause === "string" ? cause : JSON.stringify(cause) };
}
