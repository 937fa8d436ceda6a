import { getOrigin } from "@/lib/origin";
import type { FlowKind } from "@/lib/ory/flow-kind";
import { getNonce } from "@/lib/security/nonce";
import type { FlowContext } from "./flow-context";

/** The context of this request's flow. */
export async function flowContext(
  kind: FlowKind,
  {
    typed = {},
    prefill = {},
    returnTo,
    account,
    lastWay,
    traits,
    settings,
  }: Partial<
    Pick<FlowContext, "typed" | "prefill" | "returnTo" | "account" | "lastWay" | "traits" | "settings">
  >,
): Promise<FlowContext> {
  return {
    kind,
    typed,
    prefill,
    returnTo,
    account,
    lastWay,
    traits: traits ?? new Map(),
    ...(settings && { settings }),
    origin: await getOrigin(),
    nonce: await getNonce(),
  };
}
