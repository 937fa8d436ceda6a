// Backup codes in settings: made, confirmed, shown, removed. New ones count once the person says to have kept them.
import type { Context } from "../context.js";
import { readFields } from "../flows/fields.js";
import type { SettingsFlow } from "../flows/flow.js";
import { clearMessages, ensureCsrfNode, removeNodes, upsertNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { methodDisabled } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import type { JsonObject } from "../json.js";
import type { ActiveSession } from "../sessions/session.js";
import {
  genericProblem,
  settingsDisableLookupLabel,
  settingsLookupConfirmLabel,
  settingsRegenerateLookupLabel,
  settingsRevealLookupLabel,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { inputNode, type UiNode } from "../ui/node.js";
import {
  backupCodesConfig,
  backupCodesNode,
  backupCodesOf,
  newBackupCodes,
  type BackupCode,
} from "./backup-codes.js";
import { hasBackupCodes, lookupSecret } from "./lookup-secret.js";
import type { Invalid, SettingsPart, SettingsResult } from "./method.js";
import { readSwitch, withFactor, withoutFactor } from "./second-factors.js";

export const lookupSecretSettings: SettingsPart = { populate, submit };

/** What can be asked for, the first one first when it is several things at once. */
const wishes = ["confirm", "reveal", "disable", "regenerate"] as const;
type Wish = (typeof wishes)[number];

/** Where the flow keeps codes that it has shown and that are not confirmed yet. */
const UNCONFIRMED = "lookup_secret_unconfirmed";

function button(wish: Wish): UiNode {
  const labels: Record<Wish, () => UiMessage> = {
    confirm: settingsLookupConfirmLabel,
    reveal: settingsRevealLookupLabel,
    disable: settingsDisableLookupLabel,
    regenerate: settingsRegenerateLookupLabel,
  };
  const name = `lookup_secret_${wish}`;
  return inputNode("lookup_secret", { name, type: "submit", value: "true" }, labels[wish]());
}

function populate(_context: Context, { ui }: SettingsFlow, identity: IdentityWithCredentials): void {
  ensureCsrfNode(ui);
  const buttons: Wish[] = hasBackupCodes(identity) ? ["reveal", "disable"] : ["regenerate"];
  for (const wish of buttons) upsertNode(ui, button(wish));
}

async function submit(
  context: Context,
  flow: SettingsFlow,
  submission: Submission,
  _visitor: ActiveSession,
  identity: IdentityWithCredentials,
): Promise<SettingsResult> {
  const switches = wishes.map((wish) => readSwitch(submission, `lookup_secret_${wish}`));
  const issues = switches.filter((value) => typeof value === "object");
  if (issues.length > 0) return { kind: "invalid", issues };
  const wish = wishes[switches.indexOf(true)];
  if (wish === undefined) return { kind: "not-responsible" };
  if (!lookupSecret.isEnabled(context.config())) throw methodDisabled();
  const fields = readFields(submission, { text: [] });
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  submission.assertTrusted(flow);
  switch (wish) {
    case "confirm":
      return confirm(context, flow);
    case "reveal":
      return reveal(flow, identity, fields.transientPayload ?? {});
    case "disable":
      return {
        kind: "changes",
        isPrivileged: true,
        prepare: async () => ({
          kind: "prepared",
          change: (stored) => withoutFactor(context, stored, "lookup_secret"),
        }),
      };
    case "regenerate":
      return regenerate(flow, fields.transientPayload ?? {});
  }
}

function confirm(context: Context, flow: SettingsFlow): SettingsResult {
  return {
    kind: "changes",
    isPrivileged: true,
    prepare: async () => {
      const codes = unconfirmedCodes(flow);
      if (codes.length === 0) return problem("There are no new backup codes to confirm. Make some first.");
      const config = backupCodesConfig(codes);
      return { kind: "prepared", change: (stored) => withFactor(context, stored, "lookup_secret", config) };
    },
    proof: { method: "lookup_secret", aal: "aal2", completedAt: context.now() },
  };
}

function reveal(
  flow: SettingsFlow,
  identity: IdentityWithCredentials,
  transientPayload: JsonObject,
): SettingsResult {
  return {
    kind: "changes",
    isPrivileged: true,
    prepare: async () => {
      const codes = backupCodesOf(identity.credentials.lookup_secret?.config);
      if (codes.length === 0) return problem("You have no backup codes to show. Make some first.");
      show(flow, codes, ["disable", "regenerate"]);
      flow.transientPayload = transientPayload;
      return { kind: "continue" };
    },
  };
}

function regenerate(flow: SettingsFlow, transientPayload: JsonObject): SettingsResult {
  return {
    kind: "changes",
    isPrivileged: true,
    prepare: async () => {
      const codes = newBackupCodes();
      flow.internal[UNCONFIRMED] = codes.map(({ code }) => code);
      show(flow, codes, ["confirm"]);
      flow.transientPayload = transientPayload;
      return { kind: "continue" };
    },
  };
}

/** Puts the codes in the place of the buttons that led to them. */
function show({ ui }: SettingsFlow, codes: BackupCode[], buttons: Wish[]): void {
  clearMessages(ui);
  removeNodes(ui, (node) => node.group === "lookup_secret");
  ui.nodes.push(backupCodesNode(codes), ...buttons.map(button));
}

function unconfirmedCodes(flow: SettingsFlow): BackupCode[] {
  const codes = flow.internal[UNCONFIRMED];
  if (!Array.isArray(codes)) return [];
  return codes.flatMap((code) => (typeof code === "string" ? [{ code, usedAt: null }] : []));
}

function problem(reason: string): Invalid {
  return { kind: "invalid", issues: [{ node: "", message: genericProblem(reason) }] };
}
