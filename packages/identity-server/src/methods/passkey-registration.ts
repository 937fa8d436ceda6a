// Signing up with a passkey.
import { randomAlphanumerics } from "../sessions/token.js";
import type { Context } from "../context.js";
import { schemaOf } from "../flows/entry.js";
import { readFields } from "../flows/fields.js";
import type { RegistrationFlow } from "../flows/flow.js";
import { ensureCsrfNode, setTraitValues, upsertNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { methodDisabled } from "../http/errors.js";
import { newKey } from "../keys/new-key.js";
import { passkeyField, passkeyTrigger, scriptNode } from "../keys/nodes.js";
import { creationOptions, remember, rememberedCreation } from "../keys/options.js";
import { relyingParty } from "../keys/relying-party.js";
import { ringConfig } from "../keys/stored-keys.js";
import { registrationPasskeyLabel } from "../ui/messages.js";
import { displayNameField } from "./passkey-name.js";
import type { RegistrationPart, RegistrationResult, RegistrationStep } from "./method.js";

/** A name that says nothing about the person: it is stored in the key, where others may read it. */
export const HANDLE_LENGTH = 64;

export const passkeyRegistration: RegistrationPart = { populate, submit };

function populate(context: Context, flow: RegistrationFlow, step: RegistrationStep): void {
  if (step.kind === "profile") return;
  const { ui } = flow;
  const data = {
    credentialOptions: optionsOf(context, flow),
    displayNameFieldName: displayNameField(context, flow),
  };
  ensureCsrfNode(ui);
  upsertNode(ui, passkeyField("passkey_create_data", JSON.stringify(data)));
  upsertNode(
    ui,
    passkeyTrigger(
      flow.type,
      "passkey_register_trigger",
      "oryPasskeyRegistration",
      registrationPasskeyLabel(),
    ),
  );
  if (flow.type === "browser") upsertNode(ui, scriptNode(context.config()));
  upsertNode(ui, passkeyField("passkey_register"));
}

/** The same as long as the flow lasts: a key that was made for it counts after a detour to the traits, too. */
function optionsOf(context: Context, flow: RegistrationFlow) {
  const known = rememberedCreation(flow, "passkey");
  if (known) return known;
  const handle = Buffer.from(randomAlphanumerics(HANDLE_LENGTH));
  const options = creationOptions(relyingParty(context.config(), "passkey"), { handle });
  remember(flow, "passkey", options);
  return options;
}

async function submit(
  context: Context,
  flow: RegistrationFlow,
  submission: Submission,
): Promise<RegistrationResult> {
  const { passkey_register: given } = submission.body;
  // Some front ends send "true" for a field that was left empty.
  if (given === undefined || given === null || given === "" || given === "true") {
    return { kind: "not-responsible" };
  }
  if (!context.config().selfservice.methods.passkey.enabled) throw methodDisabled();
  const fields = readFields(submission, { text: ["passkey_register"], traits: schemaOf(context, flow) });
  setTraitValues(flow.ui, fields.traits);
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  flow.transientPayload = fields.transientPayload;
  submission.assertTrusted(flow);
  const made = await newKey(context, flow, "passkey", fields.text.passkey_register ?? "", {
    isPasswordless: true,
  });
  if (made.kind === "invalid") return made;
  return {
    kind: "registers",
    traits: fields.traits,
    credentials: [
      {
        type: "passkey",
        identifiers: [made.userHandle.toString()],
        config: ringConfig([made.key], made.userHandle),
        version: 1,
      },
    ],
    proof: { method: "passkey", aal: "aal1", completedAt: context.now() },
  };
}
