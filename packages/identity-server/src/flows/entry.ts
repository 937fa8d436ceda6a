// What login and registration share: the schema they are about, and what their start may ask for.
import type { Context } from "../context.js";
import { badRequest } from "../http/errors.js";
import type { IdentitySchema } from "../identities/schema.js";
import { readLoginChallenge } from "../oauth2/login-request.js";
import { randomAlphanumerics } from "../sessions/token.js";
import type { EntryFlow, FlowType } from "./flow.js";
import type { FlowRequest } from "./request.js";

const EXCHANGE_CODE_LENGTH = 64;

/** The identity schema of a flow. */
export function schemaOf(context: Context, flow: EntryFlow): IdentitySchema {
  const chosen = flow.schemaId === null ? undefined : context.schemas.find(flow.schemaId);
  return chosen ?? context.schemas.defaultSchema();
}

/**
 * The parts of a new flow that login and registration have in common.
 *
 * @throws ApiError when the query asks for what there isn't
 */
export function newEntryPart(
  context: Context,
  request: FlowRequest,
  type: FlowType,
  previous?: EntryFlow,
): Pick<
  EntryFlow,
  "state" | "organizationId" | "oauth2LoginChallenge" | "schemaId" | "sessionTokenExchangeCode"
> {
  if (previous) {
    const { organizationId, oauth2LoginChallenge, schemaId } = previous;
    return { state: "choose_method", organizationId, oauth2LoginChallenge, schemaId };
  }
  const wantsCode = type === "api" && parseFlag(request.query.get("return_session_token_exchange_code"));
  return {
    state: "choose_method",
    // Organizations are a feature of Ory Network: the parameter is taken and has no effect.
    organizationId: null,
    oauth2LoginChallenge: readLoginChallenge(context, request.query),
    schemaId: chosenSchema(context, request),
    ...(wantsCode && { sessionTokenExchangeCode: randomAlphanumerics(EXCHANGE_CODE_LENGTH) }),
  };
}

/** A switch in a query, as Go reads one. */
export function parseFlag(text: string | null): boolean {
  return text !== null && /^(1|t|true)$/i.test(text);
}

function chosenSchema(context: Context, { query }: FlowRequest): string | null {
  const id = query.get("identity_schema");
  if (id === null || id === "") return null;
  const { default_schema_id: defaultId, schemas } = context.config().identity;
  if (id === defaultId) return id;
  const schema = schemas.find((known) => known.id === id);
  if (!schema) throw badRequest(`There is no identity schema ${JSON.stringify(id)}.`);
  if (!schema.selfservice_selectable) {
    throw badRequest(
      `The identity schema ${JSON.stringify(id)} may not be chosen here (identity.schemas[].selfservice_selectable).`,
    );
  }
  return id;
}
