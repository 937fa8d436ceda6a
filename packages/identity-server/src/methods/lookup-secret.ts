// A backup code as second factor at sign-in. Making them is in lookup-secret-settings.ts.
import type { Context } from "../context.js";
import { isChosen } from "../flows/engine.js";
import { readFields } from "../flows/fields.js";
import type { LoginFlow } from "../flows/flow.js";
import { ensureCsrfNode, setNodeValue, upsertNode } from "../flows/nodes.js";
import { FieldIssuesError, type FieldIssue } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import {
  backupCodeInvalid,
  backupCodeUsed,
  loginBackupCodeLabel,
  loginLookupLabel,
  noBackupCodes,
} from "../ui/messages.js";
import { inputNode } from "../ui/node.js";
import { backupCodesConfig, backupCodesOf, findBackupCode, withUsed } from "./backup-codes.js";
import { lookupSecretSettings } from "./lookup-secret-settings.js";
import type { Invalid, LoginResult, LoginStep, Method } from "./method.js";
import { countGuess, signedInIdentity } from "./second-factors.js";

export const lookupSecret: Method = {
  id: "lookup_secret",
  isEnabled: (config) => config.selfservice.methods.lookup_secret.enabled,
  countFactors: (_config, identity) => ({ first: 0, second: hasBackupCodes(identity) ? 1 : 0 }),
  login: { populate, submit },
  settings: lookupSecretSettings,
};

export function hasBackupCodes(identity: IdentityWithCredentials): boolean {
  return backupCodesOf(identity.credentials.lookup_secret?.config).length > 0;
}

function populate(_context: Context, { ui }: LoginFlow, step: LoginStep): void {
  if (step.kind !== "second-factor" && step.kind !== "second-factor-refresh") return;
  if (!hasBackupCodes(step.identity)) return;
  ensureCsrfNode(ui);
  upsertNode(
    ui,
    inputNode(
      "lookup_secret",
      { name: "lookup_secret", type: "text", value: "", required: true },
      loginBackupCodeLabel(),
    ),
  );
  upsertNode(
    ui,
    inputNode(
      "lookup_secret",
      { name: "method", type: "submit", value: "lookup_secret" },
      loginLookupLabel(),
    ),
  );
}

async function submit(context: Context, flow: LoginFlow, submission: Submission): Promise<LoginResult> {
  if (flow.requestedAal !== "aal2" || !isChosen(context, lookupSecret, submission)) {
    return { kind: "not-responsible" };
  }
  const fields = readFields(submission, { text: ["lookup_secret"], required: ["lookup_secret"] });
  if (fields.issues.length > 0) return refusal(flow, ...fields.issues);
  submission.assertTrusted(flow);

  const identity = signedInIdentity(context, submission);
  const codes = backupCodesOf(identity.credentials.lookup_secret?.config);
  if (codes.length === 0) return refusal(flow, { node: "", message: noBackupCodes() });
  const wasRight = countGuess(context, identity.id, submission);
  const found = findBackupCode(codes, fields.text.lookup_secret ?? "");
  if (!found) return refusal(flow, { node: "", message: backupCodeInvalid() });
  if (found.usedAt !== null) return refusal(flow, { node: "", message: backupCodeUsed() });
  return {
    kind: "authenticated",
    identity,
    proof: { method: "lookup_secret", aal: "aal2", completedAt: context.now() },
    commit: () => {
      useBackupCode(context, identity.id, found.code);
      wasRight();
    },
  };
}

/** Within a write: uses the code up, if it is still good at that moment. @throws FieldIssuesError */
function useBackupCode(context: Context, identityId: string, code: string): void {
  const { identities } = context.store;
  const credential = identities.findWithCredentials(identityId)?.credentials.lookup_secret;
  const codes = backupCodesOf(credential?.config);
  const stored = codes.find((entry) => entry.code === code);
  if (!credential || !stored) throw new FieldIssuesError([{ node: "", message: backupCodeInvalid() }]);
  if (stored.usedAt !== null) throw new FieldIssuesError([{ node: "", message: backupCodeUsed() }]);
  const now = context.now();
  identities.setCredentialConfig(identityId, {
    ...credential,
    config: backupCodesConfig(withUsed(codes, code, now)),
    updatedAt: now,
  });
}

function refusal(flow: LoginFlow, ...issues: FieldIssue[]): Invalid {
  setNodeValue(flow.ui, "lookup_secret", undefined);
  return { kind: "invalid", issues };
}
