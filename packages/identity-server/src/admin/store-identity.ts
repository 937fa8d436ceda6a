// Stores new and changed identities for the admin API, with its errors.
import type { Context } from "../context.js";
import { badRequest } from "../http/errors.js";
import type { IdentityState, IdentityWithCredentials } from "../identities/identity.js";
import { reviseIdentity } from "../identities/revise.js";
import { describeProblems } from "../identities/trait-messages.js";
import { IdentityConflictError } from "../store/identities.js";
import { conflict, noSuchResource } from "./answer.js";

const CONFLICT_MESSAGE = "A resource with one of these values exists already";

/** @throws ApiError 400 when the traits do not fit the schema, or there is no such schema */
export function revised(context: Context, identity: IdentityWithCredentials): IdentityWithCredentials {
  const result = reviseIdentity(context, identity);
  switch (result.kind) {
    case "valid":
      return result.identity;
    case "invalid":
      throw badRequest(`The traits do not fit the identity schema.\n${describeProblems(result.problems)}`);
    case "unknown-schema":
      throw badRequest(`There is no identity schema ${JSON.stringify(result.schemaId)}.`);
  }
}

/** Validates and stores a new identity. @throws ApiError 400, 409 */
export async function storeNewIdentity(
  context: Context,
  identity: IdentityWithCredentials,
): Promise<IdentityWithCredentials> {
  const valid = revised(context, identity);
  await orConflict(
    context.store.write(() => {
      context.store.identities.insert(valid);
    }),
  );
  return valid;
}

/**
 * Changes an identity on top of what is stored at that moment, so that changes which arrive together do not undo each
 * other.
 *
 * @param change makes the changed identity; what it throws refuses the change
 * @throws ApiError 400, 404, 409
 */
export async function changeIdentity(
  context: Context,
  id: string,
  change: (identity: IdentityWithCredentials) => IdentityWithCredentials,
): Promise<IdentityWithCredentials> {
  return orConflict(
    context.store.write(() => {
      const stored = context.store.identities.findWithCredentials(id);
      if (!stored) throw noSuchResource();
      const changed = revised(context, change(stored));
      context.store.identities.update(changed);
      return changed;
    }),
  );
}

/** The state with the time of its change. @throws ApiError 400 for an unknown state */
export function withState(
  identity: IdentityWithCredentials,
  state: string,
  now: number,
): IdentityWithCredentials {
  if (state === "" || state === identity.state) return identity;
  return { ...identity, state: readState(state), stateChangedAt: now };
}

/** @throws ApiError 400 */
export function readState(state: string): IdentityState {
  if (state === "active" || state === "inactive") return state;
  throw badRequest(`${JSON.stringify(state)} is no state of an identity; use "active" or "inactive".`);
}

async function orConflict<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof IdentityConflictError) throw conflict(CONFLICT_MESSAGE);
    throw error;
  }
}
