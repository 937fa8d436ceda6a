// Passkeys in settings: adding one more, removing one of several ways in.
import type { Context } from "../context.js";
import { readFields } from "../flows/fields.js";
import type { SettingsFlow } from "../flows/flow.js";
import { addMessage, ensureCsrfNode, upsertNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { methodDisabled } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { newKey } from "../keys/new-key.js";
import { passkeyField, passkeyTrigger, removeNode, scriptNode } from "../keys/nodes.js";
import { creationOptions, remember } from "../keys/options.js";
import { relyingParty } from "../keys/relying-party.js";
import { keyRing, withKeys } from "../keys/stored-keys.js";
import { assertNewKey, withoutKey } from "../keys/change.js";
import { countFirstFactors } from "../sessions/assurance.js";
import type { ActiveSession } from "../sessions/session.js";
import { randomAlphanumerics } from "../sessions/token.js";
import { identifierMissing, settingsAddPasskeyLabel } from "../ui/messages.js";
import type { SettingsPart, SettingsResult } from "./method.js";
import { passkeyDisplayName } from "./passkey-name.js";
import { HANDLE_LENGTH } from "./passkey-registration.js";

export const passkeySettings: SettingsPart = { populate, submit };

function populate(context: Context, flow: SettingsFlow, identity: IdentityWithCredentials): void {
  const { ui } = flow;
  const config = context.config();
  ensureCsrfNode(ui);
  const isOnlyWayIn = countFirstFactors(config, identity) < 2;
  for (const key of keyRing(identity, "passkey").keys) ui.nodes.push(removeNode("passkey", key, isOnlyWayIn));
  const name = passkeyDisplayName(context, identity);
  if (name === undefined) {
    addMessage(ui, identifierMissing());
    return;
  }
  const handle = Buffer.from(randomAlphanumerics(HANDLE_LENGTH));
  const options = creationOptions(relyingParty(config, "passkey"), { handle, name });
  remember(flow, "passkey", options);
  if (flow.type === "browser") upsertNode(ui, scriptNode(config));
  upsertNode(
    ui,
    passkeyTrigger(
      flow.type,
      "passkey_register_trigger",
      "oryPasskeySettingsRegistration",
      settingsAddPasskeyLabel(),
      "",
    ),
  );
  upsertNode(ui, passkeyField("passkey_settings_register"));
  upsertNode(ui, passkeyField("passkey_create_data", JSON.stringify(options)));
}

async function submit(
  context: Context,
  flow: SettingsFlow,
  submission: Submission,
  _visitor: ActiveSession,
  _identity: IdentityWithCredentials,
): Promise<SettingsResult> {
  const { passkey_settings_register: added, passkey_remove: removed } = submission.body;
  if ((added ?? "") === "" && (removed ?? "") === "") return { kind: "not-responsible" };
  if (!context.config().selfservice.methods.passkey.enabled) throw methodDisabled();
  const fields = readFields(submission, { text: ["passkey_settings_register", "passkey_remove"] });
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  submission.assertTrusted(flow);
  const { passkey_settings_register: answer, passkey_remove: id } = fields.text;
  if (id !== undefined) {
    return {
      kind: "changes",
      isPrivileged: true,
      prepare: () =>
        Promise.resolve({
          kind: "prepared",
          change: (stored) => withoutKey(context, stored, "passkey", id),
        }),
    };
  }
  return {
    kind: "changes",
    isPrivileged: true,
    proof: { method: "passkey", aal: "aal1", completedAt: context.now() },
    prepare: async () => {
      const made = await newKey(context, flow, "passkey", answer ?? "", { isPasswordless: true });
      if (made.kind === "invalid") return made;
      return {
        kind: "prepared",
        change: (stored) => {
          const { keys } = keyRing(stored, "passkey");
          assertNewKey(keys, made.key);
          const known = stored.credentials.passkey?.identifiers ?? [];
          const identifiers = [...new Set([...known, made.userHandle.toString()])];
          const ring = { keys: [...keys, made.key], userHandle: made.userHandle, identifiers };
          return withKeys(stored, "passkey", ring, context.now());
        },
      };
    },
  };
}
