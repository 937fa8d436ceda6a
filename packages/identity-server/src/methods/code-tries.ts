// Trying a code. Each try counts, right or wrong, before anybody learns which it was: a flow takes only so many, and so
// does an address, whatever the flow.
import type { Context } from "../context.js";
import type { FlowRequest } from "../flows/request.js";
import { findMatch } from "./sent-secrets.js";

export type Tried<T> =
  | { kind: "too-many" }
  | { kind: "wrong" }
  /** It may have expired; using it up is the caller's, within the write that completes the flow. */
  | { kind: "right"; secret: T };

export interface CodeTry<T> {
  flowId: string;
  request: FlowRequest;
  typed: string;
  /** Where the code was sent, or would have been; "" where nobody knows. */
  sentTo: string;
  /** The codes that count, read once the try is counted. */
  candidates: () => T[];
}

/** @throws ApiError 429 when this client, or anybody for this address, has tried too many codes, whatever the flow */
export async function tryCode<T extends { digest: Uint8Array }>(
  context: Context,
  { flowId, request, typed, sentTo, candidates }: CodeTry<T>,
): Promise<Tried<T>> {
  const { limits, store } = context;
  const { ipAddress } = request.client;
  limits.assert("code-client", ipAddress);
  limits.assert("code-address", sentTo);
  limits.count("code-client", ipAddress);
  limits.count("code-address", sentTo);
  const count = await store.write(() => store.codes.countAttempt(flowId));
  if (count > context.config().selfservice.methods.code.config.max_submissions) return { kind: "too-many" };
  const secret = findMatch(context.config(), candidates(), flowId, typed.trim());
  if (!secret) return { kind: "wrong" };
  limits.uncount("code-client", ipAddress);
  limits.uncount("code-address", sentTo);
  return { kind: "right", secret };
}
