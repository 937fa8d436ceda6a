// The authenticator app as second factor at sign-in. Setting it up is in totp-settings.ts.
import type { Context } from "../context.js";
import { isChosen } from "../flows/engine.js";
import { readFields } from "../flows/fields.js";
import type { LoginFlow } from "../flows/flow.js";
import { ensureCsrfNode, setNodeValue, upsertNode } from "../flows/nodes.js";
import { FieldIssuesError, type FieldIssue } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { loginTotpCodeLabel, loginTotpLabel, noTotpDevice, tooShort, totpCodeWrong } from "../ui/messages.js";
import { inputNode } from "../ui/node.js";
import type { Invalid, LoginResult, LoginStep, Method } from "./method.js";
import { countGuess, signedInIdentity } from "./second-factors.js";
import { oldestStep, stepOfCode, totpUrlOf } from "./totp-key.js";
import { totpSettings } from "./totp-settings.js";

const MIN_CODE_LENGTH = 6;

export const totp: Method = {
  id: "totp",
  isEnabled: (config) => config.selfservice.methods.totp.enabled,
  countFactors: (_config, identity) => ({ first: 0, second: hasTotp(identity) ? 1 : 0 }),
  login: { populate, submit },
  settings: totpSettings,
};

export function hasTotp(identity: IdentityWithCredentials): boolean {
  return totpUrlOf(identity.credentials.totp?.config) !== undefined;
}

/** Within a write: uses up the step of a code. @throws FieldIssuesError when it was used before */
export function useStep(context: Context, identityId: string, step: number, refusal: FieldIssue): void {
  if (!context.store.usedTotpSteps.use(identityId, step, oldestStep(context.now()))) {
    throw new FieldIssuesError([refusal]);
  }
}

function populate(_context: Context, { ui }: LoginFlow, step: LoginStep): void {
  if (step.kind !== "second-factor" && step.kind !== "second-factor-refresh") return;
  if (!hasTotp(step.identity)) return;
  ensureCsrfNode(ui);
  upsertNode(
    ui,
    inputNode("totp", { name: "totp_code", type: "text", value: "", required: true }, loginTotpCodeLabel()),
  );
  upsertNode(ui, inputNode("totp", { name: "method", type: "submit", value: "totp" }, loginTotpLabel()));
}

async function submit(context: Context, flow: LoginFlow, submission: Submission): Promise<LoginResult> {
  if (flow.requestedAal !== "aal2" || !isChosen(context, totp, submission)) {
    return { kind: "not-responsible" };
  }
  const fields = readFields(submission, { text: ["totp_code"], required: ["totp_code"] });
  const code = fields.text.totp_code ?? "";
  if (fields.issues.length > 0) return refusal(flow, ...fields.issues);
  if (code.length < MIN_CODE_LENGTH) {
    return refusal(flow, { node: "totp_code", message: tooShort(MIN_CODE_LENGTH, code.length) });
  }
  flow.transientPayload = fields.transientPayload;
  submission.assertTrusted(flow);

  const identity = signedInIdentity(context, submission);
  const url = totpUrlOf(identity.credentials.totp?.config);
  if (url === undefined) return refusal(flow, { node: "", message: noTotpDevice() });
  const wasRight = countGuess(context, identity.id, submission);
  const step = await stepOfCode(url, code, context.now());
  const wrong = { node: "", message: totpCodeWrong() };
  if (step === undefined) return refusal(flow, wrong);
  return {
    kind: "authenticated",
    identity,
    proof: { method: "totp", aal: "aal2", completedAt: context.now() },
    commit: () => {
      assertUnchanged(context, identity.id, url, wrong);
      useStep(context, identity.id, step, wrong);
      wasRight();
    },
  };
}

function refusal(flow: LoginFlow, ...issues: FieldIssue[]): Invalid {
  setNodeValue(flow.ui, "totp_code", undefined);
  return { kind: "invalid", issues };
}

/** Within a write: an app that was removed meanwhile proves nothing. */
function assertUnchanged(context: Context, identityId: string, url: string, refusal: FieldIssue): void {
  const stored = context.store.identities.findWithCredentials(identityId);
  if (totpUrlOf(stored?.credentials.totp?.config) !== url) throw new FieldIssuesError([refusal]);
}
