// What the ways to a recovery code have in common: whom to trust, the code itself, and beginning anew.
import type { Context } from "../context.js";
import type { RecoveryFlow } from "../flows/flow.js";
import { addMessage, clearMessages } from "../flows/nodes.js";
import { FieldIssuesError } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import { ApiError } from "../http/error.js";
import { genericProblem, recoveryCodeInvalid } from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { tryCode } from "./code-tries.js";
import type { RecoveryResult, Restart } from "./method.js";
import { proveRecoveryAddress } from "./prove-address.js";

/** @returns the recovery, or the form again where the code is not right */
export async function useRecoveryCode(
  context: Context,
  flow: RecoveryFlow,
  submission: Submission,
  typed: string,
): Promise<RecoveryResult> {
  const { sentTo } = flow.internal;
  const tried = await tryCode(context, {
    flowId: flow.id,
    request: submission.request,
    typed,
    sentTo: typeof sentTo === "string" ? sentTo : "",
    candidates: () => context.store.codes.listUnused(flow.id),
  });
  if (tried.kind === "too-many")
    return restartRecovery(genericProblem("There were too many tries. Please ask for a new code."));
  const identity =
    tried.kind === "right" ? context.store.identities.find(tried.secret.identityId) : undefined;
  if (tried.kind !== "right" || !identity || tried.secret.expiresAt <= context.now()) {
    clearMessages(flow.ui);
    addMessage(flow.ui, recoveryCodeInvalid());
    return { kind: "continue" };
  }
  const { secret } = tried;
  return {
    kind: "recovered",
    identity,
    proof: { method: "code_recovery", aal: "aal1", completedAt: context.now() },
    commit: () => {
      if (!context.store.codes.use(secret.id, context.now())) {
        throw new FieldIssuesError([{ node: "", message: recoveryCodeInvalid() }]);
      }
      proveRecoveryAddress(context, identity, secret);
    },
  };
}

/** A form that may be forged costs the visitor the secret it was forged with; a native flow starts anew. */
export function distrust(flow: RecoveryFlow, submission: Submission): Restart | undefined {
  if (flow.skipCsrfCheck) return undefined;
  try {
    submission.assertTrusted(flow);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 400)
      return { ...restartRecovery(genericProblem(error.reason ?? error.message)), type: "browser" };
    submission.request.csrf.regenerate();
    throw error;
  }
}

export function restartRecovery(message: UiMessage): Restart {
  return { kind: "restart", issues: [{ node: "", message }] };
}
