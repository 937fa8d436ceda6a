// The answers that many operations share.
import { ref, text, type Answer, type Header, type Schema } from "./model.js";

const location: Header = { description: "Where the browser goes.", required: true, schema: text };
const setCookie: Header = {
  description: "The session, the CSRF secret, or what carries on across a redirect.",
  schema: text,
};
const link: Header = {
  description: "First, next, previous and last page, as far as there are such (RFC 8288).",
  required: true,
  schema: text,
};

export const totalCount: Record<string, Header> = {
  "X-Total-Count": { description: "How many there are on all pages.", required: true, schema: text },
};
/** Where some ways of paging don't count. */
export const perhapsTotalCount: Record<string, Header> = {
  "X-Total-Count": { description: "How many there are on all pages; when paging by number.", schema: text },
};
export const links: Record<string, Header> = { Link: link };

/** An answer with a JSON body. */
export function json(description: string, schema: Schema, headers: Record<string, Header> = {}): Answer {
  return { description, headers, content: { "application/json": { schema } } };
}

/** As {@link json}, to somebody who may get a cookie with it. */
export function jsonWithCookie(description: string, schema: Schema): Answer {
  return json(description, schema, { "Set-Cookie": setCookie });
}

export function noContent(description: string): Answer {
  return { description, headers: { "Set-Cookie": setCookie } };
}

export function goesTo(description: string): Answer {
  return {
    description,
    headers: { Location: location, "Set-Cookie": setCookie },
  };
}

const errorId: Record<string, Header> = {
  "Ory-Error-Id": { description: "The `id` of the error; empty where it has none.", schema: text },
  "Set-Cookie": setCookie,
};

/** @param schemas the bodies that it may have */
export function failure(description: string, ...schemas: string[]): Answer {
  const bodies = (schemas.length > 0 ? schemas : ["errorGeneric"]).map(ref);
  return json(description, bodies.length === 1 && bodies[0] ? bodies[0] : { anyOf: bodies }, errorId);
}

/** What any request may be answered with. */
export const tooLarge = { 413: failure("The body is too large.") };
export const byProvider = {
  500: failure("A provider is not set up right, or its mapper fails."),
  502: failure("A provider did not do its part."),
};
export const tooMany = {
  429: withHeaders(failure("Too many tries. Wait as long as `Retry-After` says."), {
    "Retry-After": { description: "In seconds.", required: true, schema: text },
  }),
};

/** Where a step asks another service: a web hook, an OAuth2 server. */
export const dependent = {
  500: failure("A service that this depends on was not reached, or its answer cannot be read."),
  502: failure("A service that this depends on answered with an error."),
  504: failure("A service that this depends on did not answer in time."),
};

/** Of a form with what is wrong in it, where a person can mend it; an error where nobody can. */
export function refused(flow: string): Answer {
  return failure(
    "The submission was refused, or there is more to do: the flow, with messages.",
    flow,
    "errorGeneric",
  );
}

export function withHeaders(answer: Answer, headers: Record<string, Header>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
