// Trying a code. Each try counts, right or wrong, before anybody learns which it was: a flow takes only so many.
import type { Context } from "../context.js";
import type { FlowRequest } from "../flows/request.js";
import type { SentSecret } from "../store/sent-secrets.js";
import { findMatch } from "./sent-secrets.js";

export type Tried =
  | { kind: "too-many" }
  | { kind: "wrong" }
  /** It may have expired; using it up is the caller's, within the write that completes the flow. */
  | { kind: "right"; secret: SentSecret };

/** @throws ApiError 429 when this client has tried too many codes, whatever the flow */
export async function tryCode(
  context: Context,
  flowId: string,
  request: FlowRequest,
  typed: string,
): Promise<Tried> {
  const { limits, store } = context;
  const { ipAddress } = request.client;
  limits.assert("code-client", ipAddress);
  limits.count("code-client", ipAddress);
  const count = await store.write(() => store.codes.countAttempt(flowId));
  if (count > context.config().selfservice.methods.code.config.max_submissions) return { kind: "too-many" };
  const secret = findMatch(context.config(), store.codes.listUnused(flowId), flowId, typed.trim());
  if (!secret) return { kind: "wrong" };
  limits.uncount("code-client", ipAddress);
  return { kind: "right", secret };
}
