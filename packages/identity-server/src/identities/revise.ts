// An identity after a change, before it is stored: traits validated, identifiers and addresses derived from them, the
// assurance level it can reach counted anew.
import type { Context } from "../context.js";
import { availableAal } from "../sessions/assurance.js";
import { applyDerived } from "./derive.js";
import type { IdentityWithCredentials } from "./identity.js";
import type { TraitProblem } from "./problem.js";

export type Revised =
  | { kind: "valid"; identity: IdentityWithCredentials }
  | { kind: "invalid"; problems: TraitProblem[] }
  | { kind: "unknown-schema"; schemaId: string };

/** Synchronous, so that it can run within a write on what is stored at that moment. */
export function reviseIdentity(context: Context, identity: IdentityWithCredentials): Revised {
  const schema = context.schemas.find(identity.schemaId);
  if (!schema) return { kind: "unknown-schema", schemaId: identity.schemaId };
  const result = schema.validate(identity.traits);
  if (result.kind === "invalid") return result;
  const derived = applyDerived(identity, result.derived, context.now());
  return {
    kind: "valid",
    identity: {
      ...derived,
      availableAal: availableAal(context.config(), derived),
      updatedAt: context.now(),
    },
  };
}
