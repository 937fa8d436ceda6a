// Changing (or setting) the password in settings.
import type { Context } from "../context.js";
import { isChosen } from "../flows/engine.js";
import { readFields } from "../flows/fields.js";
import type { SettingsFlow } from "../flows/flow.js";
import { ensureCsrfNode, upsertNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import type { ActiveSession } from "../sessions/session.js";
import { identifierMissing, passwordUnchanged, saveLabel } from "../ui/messages.js";
import { inputNode } from "../ui/node.js";
import type { Invalid, SettingsPart, SettingsResult } from "./method.js";
import { hashOf, password, passwordNode } from "./password.js";

export const passwordSettings: SettingsPart = { populate, submit };

function populate(_context: Context, flow: SettingsFlow): void {
  ensureCsrfNode(flow.ui);
  upsertNode(flow.ui, passwordNode("new-password"));
  upsertNode(
    flow.ui,
    inputNode("password", { name: "method", type: "submit", value: "password" }, saveLabel()),
  );
}

async function submit(
  context: Context,
  flow: SettingsFlow,
  submission: Submission,
  _visitor: ActiveSession,
  identity: IdentityWithCredentials,
): Promise<SettingsResult> {
  if (!isChosen(context, password, submission)) return { kind: "not-responsible" };
  const fields = readFields(submission, { text: ["password"], required: ["password"] });
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  submission.assertTrusted(flow);
  const plain = fields.text.password ?? "";
  return {
    kind: "changes",
    isPrivileged: true,
    prepare: async () => {
      const refused = await refusal(context, identity, plain);
      if (refused) return refused;
      const hash = await context.passwords.hash(plain);
      return { kind: "prepared", change: (stored) => withPassword(context, stored, hash) };
    },
  };
}

async function refusal(
  context: Context,
  identity: IdentityWithCredentials,
  plain: string,
): Promise<Invalid | undefined> {
  const identifiers = identity.credentials.password?.identifiers ?? [];
  if (identifiers.length === 0) {
    return { kind: "invalid", issues: [{ node: "", message: identifierMissing() }] };
  }
  const violation = await context.passwords.checkPolicy(plain, identifiers);
  if (violation) return { kind: "invalid", issues: [{ node: "password", message: violation }] };
  const old = identity.credentials.password && hashOf(identity.credentials.password);
  if (old === undefined || !(await context.passwords.verify(plain, old))) return undefined;
  return { kind: "invalid", issues: [{ node: "password", message: passwordUnchanged() }] };
}

function withPassword(
  context: Context,
  stored: IdentityWithCredentials,
  hash: string,
): IdentityWithCredentials {
  const now = context.now();
  const existing = stored.credentials.password;
  return {
    ...stored,
    updatedAt: now,
    credentials: {
      ...stored.credentials,
      password: {
        type: "password",
        identifiers: existing?.identifiers ?? [],
        config: { hashed_password: hash },
        version: existing?.version ?? 0,
        createdAt: existing?.createdAt ?? now,
        updatedAt: now,
      },
    },
  };
}
