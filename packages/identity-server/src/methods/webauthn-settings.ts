// Security keys in settings: adding one under a name, removing one.
import type { Context } from "../context.js";
import { readFields } from "../flows/fields.js";
import type { SettingsFlow } from "../flows/flow.js";
import { ensureCsrfNode, upsertNode } from "../flows/nodes.js";
import { FieldIssuesError } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import { methodDisabled } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { assertNewKey, withoutKey } from "../keys/change.js";
import { newKey } from "../keys/new-key.js";
import {
  removeNode,
  scriptNode,
  securityKeyField,
  securityKeyName,
  securityKeyTrigger,
} from "../keys/nodes.js";
import { creationOptions, remember } from "../keys/options.js";
import { isPasswordless, relyingParty } from "../keys/relying-party.js";
import { keyRing, withKeys } from "../keys/stored-keys.js";
import { defaultHandle } from "../keys/user-handle.js";
import { countFirstFactors } from "../sessions/assurance.js";
import { identifierMissing, settingsAddSecurityKeyLabel } from "../ui/messages.js";
import type { SettingsPart, SettingsResult } from "./method.js";

export const webauthnSettings: SettingsPart = { populate, submit };

function populate(context: Context, flow: SettingsFlow, identity: IdentityWithCredentials): void {
  if (flow.type !== "browser") return;
  const { ui } = flow;
  const config = context.config();
  const ring = keyRing(identity, "webauthn");
  ensureCsrfNode(ui);
  const isOnlyWayIn = countFirstFactors(config, identity) < 2;
  for (const key of ring.keys) {
    ui.nodes.push(removeNode("webauthn", key, key.is_passwordless && isOnlyWayIn));
  }
  // One name in all keys of an account: Kratos changes it here, and locks out a key that was made at sign-up.
  const handle = ring.userHandle ?? defaultHandle(identity);
  const options = creationOptions(relyingParty(config, "webauthn"), { handle });
  remember(flow, "webauthn", options);
  upsertNode(ui, scriptNode(config));
  upsertNode(ui, securityKeyName());
  upsertNode(
    ui,
    securityKeyTrigger(
      "webauthn_register_trigger",
      "oryWebAuthnRegistration",
      options,
      settingsAddSecurityKeyLabel(),
    ),
  );
  upsertNode(ui, securityKeyField("webauthn_register"));
}

async function submit(context: Context, flow: SettingsFlow, submission: Submission): Promise<SettingsResult> {
  const { webauthn_register: added, webauthn_remove: removed } = submission.body;
  const isAdded = (added ?? "") !== "";
  if (flow.type !== "browser" || (!isAdded && (removed ?? "") === "")) return { kind: "not-responsible" };
  const config = context.config();
  if (!config.selfservice.methods.webauthn.enabled) throw methodDisabled();
  const fields = readFields(submission, {
    text: ["webauthn_register", "webauthn_register_displayname", "webauthn_remove"],
    required: isAdded ? ["webauthn_register_displayname"] : [],
  });
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  flow.transientPayload = fields.transientPayload;
  submission.assertTrusted(flow);
  const {
    webauthn_register: answer,
    webauthn_register_displayname: name = "",
    webauthn_remove: id = "",
  } = fields.text;
  if (answer === undefined) {
    return {
      kind: "changes",
      isPrivileged: true,
      prepare: () =>
        Promise.resolve({
          kind: "prepared",
          change: (stored) => withoutKey(context, stored, "webauthn", id),
        }),
    };
  }
  const isFirstFactor = isPasswordless(config);
  return {
    kind: "changes",
    isPrivileged: true,
    proof: { method: "webauthn", aal: isFirstFactor ? "aal1" : "aal2", completedAt: context.now() },
    prepare: async () => {
      const made = await newKey(context, flow, "webauthn", answer, { isPasswordless: isFirstFactor });
      if (made.kind === "invalid") return made;
      return {
        kind: "prepared",
        change: (stored) => {
          const { keys } = keyRing(stored, "webauthn");
          assertNewKey(keys, made.key);
          const identifiers = stored.credentials.webauthn?.identifiers ?? [];
          // A second factor had no name of its own in v0alpha2, and schemas of the time declare none.
          if (identifiers.length === 0 && (isFirstFactor || !config.legacy.v0alpha2)) {
            throw new FieldIssuesError([{ node: "", message: identifierMissing() }]);
          }
          const key = { ...made.key, display_name: name };
          const ring = { keys: [...keys, key], userHandle: made.userHandle, identifiers };
          return withKeys(stored, "webauthn", ring, context.now());
        },
      };
    },
  };
}
