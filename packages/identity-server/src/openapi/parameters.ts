// The parameters that many operations share.
import { flag, oneOf, text, uuid, type Parameter, type Schema } from "./model.js";
import { credentialTypes } from "./schemas/identity.js";

export function query(name: string, description: string, schema: Schema = text): Parameter {
  return { name, in: "query", description, schema };
}

export function required(parameter: Parameter): Parameter {
  return { ...parameter, required: true };
}

export function inPath(name: string, description: string, schema: Schema = text): Parameter {
  return { name, in: "path", required: true, description, schema };
}

export const sessionToken: Parameter = {
  name: "X-Session-Token",
  in: "header",
  description: "The session of a native client. Where it is given, no cookie is looked at.",
  schema: text,
};

export const cookie: Parameter = {
  name: "Cookie",
  in: "header",
  description: "All cookies that the browser has of this server.",
  schema: text,
};

export const returnTo = query(
  "return_to",
  "Where the browser ends; one of `selfservice.allowed_return_urls` or an address below one.",
);
export const flowId = required(query("flow", "The id of the flow."));
export const fetchedFlowId = required(query("id", "The id of the flow."));
export const loginChallenge = query("login_challenge", "Of an OAuth2 provider that asks for this sign-in.");
export const organization = query("organization", "The id of the organization to sign in to.");
export const identitySchema = query("identity_schema", "The id of the identity schema.");
export const aal = query("aal", "`aal2` asks for a second factor.", oneOf(["", "aal1", "aal2"]));
export const refresh = query("refresh", "Whether somebody who is signed in proves it once more.", flag);
export const via = query("via", "Which trait's address a code is sent to as the second factor.");
export const exchangeCode = query(
  "return_session_token_exchange_code",
  "Whether the answer has a code to exchange for a session token once a provider has signed somebody in.",
  flag,
);

const pageSize: Schema = { type: "integer", minimum: 1, maximum: 1000, default: 250 };

/** As Kratos does: what is no such number counts as the nearest that is, or as the default. */
export function lenient(parameter: Parameter): Parameter {
  return { ...parameter, "x-lenient": true };
}

/** By an opaque token. */
export const tokenPages: Parameter[] = [
  lenient(query("page_size", "How many at a time.", pageSize)),
  query("page_token", "Where the page begins: from the `Link` header of the page before."),
];

/** By a token, or in the older way by number. */
export const mixedPages: Parameter[] = [
  lenient(query("per_page", "Older form of `page_size`.", pageSize)),
  lenient(
    query("page", "Older form of `page_token`: the number of the page, from 0.", {
      type: "integer",
      minimum: 0,
    }),
  ),
  ...tokenPages,
];

export const includeCredential: Parameter = {
  ...query("include_credential", "Types of credentials whose config is shown.", {
    type: "array",
    items: oneOf(credentialTypes),
  }),
  explode: true,
};

export const identityId = inPath("id", "The id of the identity.", uuid);
