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
    settings,
  }: Partial<Pick<FlowContext, "typed" | "prefill" | "returnTo" | "account" | "settings">>,
): Promise<FlowContext> {
  return {
    kind,
    typed,
    prefill,
    returnTo,
    account,
    ...(settings && { settings }),
    origin: await getOrigin(),
    nonce: await getNonce(),
  };
}
