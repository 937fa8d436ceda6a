// Setting up an authenticator app, and removing it.
import type { Context } from "../context.js";
import { isChosen } from "../flows/engine.js";
import { readFields } from "../flows/fields.js";
import type { SettingsFlow } from "../flows/flow.js";
import { ensureCsrfNode, upsertNode } from "../flows/nodes.js";
import { FieldIssuesError } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import { internalError, methodDisabled } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import type { ActiveSession } from "../sessions/session.js";
import {
  requiredMissing,
  saveLabel,
  settingsTotpQrLabel,
  settingsTotpSecret,
  settingsTotpSecretLabel,
  settingsUnlinkTotpLabel,
  totpCodeWrong,
  verifyCodeLabel,
} from "../ui/messages.js";
import { imageNode, inputNode, textNode } from "../ui/node.js";
import type { SettingsPart, SettingsResult } from "./method.js";
import { readSwitch, withFactor, withoutFactor } from "./second-factors.js";
import { newTotpUrl, qrImage, secretOf, stepOfCode } from "./totp-key.js";
import { hasTotp, totp, useStep } from "./totp.js";

export const totpSettings: SettingsPart = { populate, submit };

/** Where the flow keeps the link that it offers, until a code shows that an app has it. */
const OFFERED = "totp_url";

async function populate(
  context: Context,
  flow: SettingsFlow,
  identity: IdentityWithCredentials,
): Promise<void> {
  const { ui } = flow;
  ensureCsrfNode(ui);
  if (hasTotp(identity)) {
    upsertNode(
      ui,
      inputNode(
        "totp",
        { name: "totp_unlink", type: "submit", value: "true", required: true },
        settingsUnlinkTotpLabel(),
      ),
    );
    return;
  }
  const url = await newTotpUrl(issuerOf(context), accountNameOf(context, identity));
  flow.internal[OFFERED] = url;
  upsertNode(
    ui,
    textNode("totp", "totp_secret_key", settingsTotpSecret(secretOf(url) ?? ""), settingsTotpSecretLabel()),
  );
  upsertNode(ui, imageNode("totp", "totp_qr", await qrImage(url), settingsTotpQrLabel()));
  upsertNode(ui, inputNode("totp", { name: "totp_code", type: "text", required: true }, verifyCodeLabel()));
  upsertNode(ui, inputNode("totp", { name: "method", type: "submit", value: "totp" }, saveLabel()));
}

/** The name of this service in the app. */
function issuerOf(context: Context): string {
  const config = context.config();
  return config.selfservice.methods.totp.config.issuer ?? new URL(config.serve.public.base_url).hostname;
}

/** The name of the account in the app: the trait that the schema marks, or the id. */
function accountNameOf(context: Context, identity: IdentityWithCredentials): string {
  const result = context.schemas.find(identity.schemaId)?.validate(identity.traits);
  return (result?.kind === "valid" ? result.derived.totpAccountName : undefined) ?? identity.id;
}

async function submit(
  context: Context,
  flow: SettingsFlow,
  submission: Submission,
  _visitor: ActiveSession,
  identity: IdentityWithCredentials,
): Promise<SettingsResult> {
  const unlinks = readSwitch(submission, "totp_unlink");
  if (unlinks !== true && !isChosen(context, totp, submission)) {
    return typeof unlinks === "object" ? { kind: "invalid", issues: [unlinks] } : { kind: "not-responsible" };
  }
  if (!totp.isEnabled(context.config())) throw methodDisabled();
  const fields = readFields(submission, { text: ["totp_code"] });
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  submission.assertTrusted(flow);
  if (hasTotp(identity)) return unlinks === true ? removal(context) : nothingToDo();
  return addition(context, flow, fields.text.totp_code ?? "");
}

function removal(context: Context): SettingsResult {
  return {
    kind: "changes",
    isPrivileged: true,
    prepare: () =>
      Promise.resolve({ kind: "prepared", change: (stored) => withoutFactor(context, stored, "totp") }),
  };
}

/** A form from before the app was set up. */
function nothingToDo(): SettingsResult {
  return {
    kind: "changes",
    isPrivileged: true,
    prepare: () => Promise.resolve({ kind: "prepared", change: (stored) => stored }),
  };
}

function addition(context: Context, flow: SettingsFlow, code: string): SettingsResult {
  const url = flow.internal[OFFERED];
  return {
    kind: "changes",
    isPrivileged: true,
    prepare: async () => {
      // The form was made while an app was there, which was removed since: it offers no secret.
      if (typeof url !== "string") throw internalError("The settings flow holds no TOTP secret.");
      if (code === "") {
        return { kind: "invalid", issues: [{ node: "totp_code", message: requiredMissing("totp_code") }] };
      }
      const wrong = { node: "totp_code", message: totpCodeWrong() };
      const step = await stepOfCode(url, code, context.now());
      if (step === undefined) return { kind: "invalid", issues: [wrong] };
      return {
        kind: "prepared",
        change: (stored) => {
          // Of two forms at once, one sets up the app: the other's secret is not the one that counts.
          if (hasTotp(stored)) throw new FieldIssuesError([wrong]);
          context.store.usedTotpSteps.clear(stored.id);
          useStep(context, stored.id, step, wrong);
          return withFactor(context, stored, "totp", { totp_url: url });
        },
      };
    },
    proof: { method: "totp", aal: "aal2", completedAt: context.now() },
  };
}
