// Where web hooks stand among the hooks of a flow.
import type { Hook, WebHookConfig } from "../config/index.js";
import type { Context } from "../context.js";
import type { FlowKind } from "../flows/flow.js";
import { FieldIssuesError } from "../flows/outcome.js";
import { ApiError } from "../http/error.js";
import { internalError } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { reviseIdentity } from "../identities/revise.js";
import { traitIssues } from "../identities/trait-messages.js";
import type { IdentityChanges } from "./web-hook-answer.js";
import { withChanges } from "./identity-changes.js";
import { isAskedFirst, runWebHook, type WebHookInput } from "./web-hook.js";

/** `before`: a new flow is told of before anybody sees it. There is no form yet to show a refusal in. @throws ApiError */
export async function runBeforeHooks(context: Context, kind: FlowKind, input: WebHookInput): Promise<void> {
  const { hooks } = context.config().selfservice.flows[kind].before;
  try {
    await runAllWebHooks(context, hooks, { ...input, isNew: "flow" });
  } catch (error) {
    if (!(error instanceof FieldIssuesError)) throw error;
    throw new ApiError({ code: 500, message: "A web hook refused the new flow" });
  }
}

/** Where no hook can be asked first: all of them. @throws FieldIssuesError, ApiError */
export async function runAllWebHooks(context: Context, hooks: Hook[], input: WebHookInput): Promise<void> {
  for (const hook of webHooks(hooks)) await runWebHook(context, hook, input);
}

/** Those that only tell of what is done. @throws FieldIssuesError, ApiError */
export async function runTellingHooks(context: Context, hooks: Hook[], input: WebHookInput): Promise<void> {
  for (const hook of webHooks(hooks)) {
    if (!isAskedFirst(hook)) await runWebHook(context, hook, input);
  }
}

/** Adds to an identity what web hooks want, and holds the result against its schema. @throws FieldIssuesError */
export type Revision = (identity: IdentityWithCredentials) => IdentityWithCredentials;

/**
 * Those that may refuse or change an identity which is about to be stored, one after the other: each sees what those
 * before it have changed.
 *
 * @returns what they add, to be applied within the write to the identity as it is then
 * @throws FieldIssuesError, ApiError
 */
export async function askWebHooks(
  context: Context,
  hooks: Hook[],
  identity: IdentityWithCredentials,
  input: WebHookInput,
): Promise<Revision> {
  const wanted: IdentityChanges[] = [];
  let current = identity;
  for (const hook of webHooks(hooks)) {
    if (!isAskedFirst(hook)) continue;
    const changes = await runWebHook(context, hook, { ...input, identity: current });
    if (Object.keys(changes).length === 0) continue;
    wanted.push(changes);
    current = withChanges(current, changes, context.now());
  }
  return (stored) => {
    if (wanted.length === 0) return stored;
    return revised(
      context,
      wanted.reduce((result, changes) => withChanges(result, changes, context.now()), stored),
    );
  };
}

function revised(context: Context, identity: IdentityWithCredentials): IdentityWithCredentials {
  const result = reviseIdentity(context, identity);
  switch (result.kind) {
    case "valid":
      return result.identity;
    case "invalid":
      throw new FieldIssuesError(traitIssues(result.problems));
    case "unknown-schema":
      throw internalError(`A web hook set the unknown identity schema ${JSON.stringify(result.schemaId)}.`);
  }
}

function webHooks(hooks: Hook[]): WebHookConfig[] {
  return hooks.flatMap((hook) => (hook.hook === "web_hook" ? [hook.config] : []));
}
