// What a new key's answer leads to, at sign-up and in settings.
import type { Context } from "../context.js";
import type { FlowBase } from "../flows/flow.js";
import { iso } from "../time.js";
import type { Invalid } from "../methods/method.js";
import { genericProblem } from "../ui/messages.js";
import { readCreated } from "./answers.js";
import { askedBy } from "./options.js";
import { relyingParty, type KeyMethod } from "./relying-party.js";
import { unreadableAnswer } from "./sign-in.js";
import type { StoredKey } from "./stored-keys.js";
import { verifyCreated } from "./verify.js";

export type NewKey = Invalid | { kind: "new"; key: StoredKey; userHandle: Buffer };

/**
 * Verifies the answer to what the flow has asked.
 *
 * @param isPasswordless whether the key signs in by itself
 */
export async function newKey(
  context: Context,
  flow: FlowBase,
  method: KeyMethod,
  text: string,
  { isPasswordless }: { isPasswordless: boolean },
): Promise<NewKey> {
  const answer = readCreated(text);
  if (!answer) return unreadableAnswer();
  const asked = askedBy(flow, method);
  if (!asked?.userHandle) return notAdded();
  const created = await verifyCreated(relyingParty(context.config(), method), asked, answer);
  if (created.kind === "wrong") {
    context.log.info({ flow: flow.id, why: created.why }, "A new key was refused");
    return notAdded();
  }
  const toSecond = Math.round(context.now() / 1000) * 1000;
  return {
    kind: "new",
    userHandle: asked.userHandle,
    key: { ...created.key, added_at: iso(toSecond), is_passwordless: isPasswordless },
  };
}

/** Kratos answers 500 here, as if it were the server's fault. */
function notAdded(): Invalid {
  const reason = "The key could not be added: its answer does not belong to this form. Please try again.";
  return { kind: "invalid", issues: [{ node: "", message: genericProblem(reason) }] };
}
