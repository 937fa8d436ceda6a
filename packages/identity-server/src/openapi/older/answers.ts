// The answers of the older API: as today's, without the header that names an error.
import { goesTo, json, tooMany as tooManyToday, withHeaders } from "../answers.js";
import { ref, type Answer } from "../model.js";

export const errors = {
  jsonError: ["jsonError"],
  secondFactor: ["jsonError", "errorAuthenticatorAssuranceLevelNotSatisfied"],
};

/** @param schemas the bodies that it may have; an error unless given */
export function failure(description: string, ...schemas: string[]): Answer {
  const bodies = (schemas.length > 0 ? schemas : errors.jsonError).map(ref);
  return json(description, bodies.length === 1 && bodies[0] ? bodies[0] : { anyOf: bodies }, {
    "Set-Cookie": { description: "The CSRF secret, where the browser has none.", schema: { type: "string" } },
  });
}

const { "Retry-After": retryAfter } = tooManyToday[429].headers ?? {};

/** Foyer alone limits tries; Kratos 0.8.2 does not. */
export const tooMany = {
  429: withHeaders(
    failure("Too many tries. Wait as long as `Retry-After` says."),
    retryAfter ? { "Retry-After": retryAfter } : {},
  ),
};
export const tooLarge = { 413: failure("The body is too large.") };
export const failed = {
  500: failure("Something that this depends on is not set up right, or was not reached."),
};

/** Where a browser is sent: Kratos 0.8.2 does so with either status. */
export function redirects(description: string): Record<string, Answer> {
  return { 302: goesTo(description), 303: goesTo(description) };
}
