// Signing up with a security key in the place of a password.
import { randomUUID } from "node:crypto";
import type { Context } from "../context.js";
import { schemaOf } from "../flows/entry.js";
import { readFields } from "../flows/fields.js";
import type { RegistrationFlow } from "../flows/flow.js";
import { ensureCsrfNode, setNodeValue, setTraitValues, upsertNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { methodDisabled } from "../http/errors.js";
import { traitIssues } from "../identities/trait-messages.js";
import { newKey } from "../keys/new-key.js";
import { scriptNode, securityKeyField, securityKeyName, securityKeyTrigger } from "../keys/nodes.js";
import { creationOptions, remember, rememberedCreation } from "../keys/options.js";
import { isPasswordless, relyingParty } from "../keys/relying-party.js";
import { ringConfig } from "../keys/stored-keys.js";
import { defaultHandle } from "../keys/user-handle.js";
import { identifierMissing, registrationSecurityKeyLabel, requiredMissing } from "../ui/messages.js";
import type { RegistrationPart, RegistrationResult, RegistrationStep } from "./method.js";

export const webauthnRegistration: RegistrationPart = { populate, submit };

function isOffered(context: Context, flow: RegistrationFlow): boolean {
  return flow.type === "browser" && isPasswordless(context.config());
}

function populate(context: Context, flow: RegistrationFlow, step: RegistrationStep): void {
  if (step.kind === "profile" || !isOffered(context, flow)) return;
  const { ui } = flow;
  ensureCsrfNode(ui);
  upsertNode(ui, securityKeyName());
  upsertNode(
    ui,
    securityKeyTrigger(
      "webauthn_register_trigger",
      "oryWebAuthnRegistration",
      optionsOf(context, flow),
      registrationSecurityKeyLabel(),
    ),
  );
  upsertNode(ui, scriptNode(context.config()));
  upsertNode(ui, securityKeyField("webauthn_register"));
}

/** The same as long as the flow lasts: a key that was made for it counts after a detour to the traits, too. */
function optionsOf(context: Context, flow: RegistrationFlow) {
  const known = rememberedCreation(flow, "webauthn");
  if (known) return known;
  const handle = defaultHandle({ id: randomUUID() });
  const options = creationOptions(relyingParty(context.config(), "webauthn"), { handle });
  remember(flow, "webauthn", options);
  return options;
}

async function submit(
  context: Context,
  flow: RegistrationFlow,
  submission: Submission,
): Promise<RegistrationResult> {
  const hasAnswer = (submission.body.webauthn_register ?? "") !== "";
  if (!hasAnswer && submission.method !== "webauthn") return { kind: "not-responsible" };
  if (!context.config().selfservice.methods.webauthn.enabled) throw methodDisabled();
  if (!isOffered(context, flow)) return { kind: "not-responsible" };
  const schema = schemaOf(context, flow);
  const fields = readFields(submission, {
    text: ["webauthn_register", "webauthn_register_displayname"],
    traits: schema,
  });
  setTraitValues(flow.ui, fields.traits);
  // As in Kratos, whoever sends no answer is told that another field is missing, too.
  const missing = hasAnswer ? [] : ["webauthn_register", "identifier"];
  const issues = [...fields.issues, ...missing.map((node) => ({ node, message: requiredMissing(node) }))];
  if (issues.length > 0) return { kind: "invalid", issues };
  const name = fields.text.webauthn_register_displayname ?? "";
  setNodeValue(flow.ui, "webauthn_register_displayname", name);
  flow.transientPayload = fields.transientPayload;
  submission.assertTrusted(flow);

  const validated = schema.validate(fields.traits);
  if (validated.kind === "invalid") return { kind: "invalid", issues: traitIssues(validated.problems) };
  const made = await newKey(context, flow, "webauthn", fields.text.webauthn_register ?? "", {
    isPasswordless: true,
  });
  if (made.kind === "invalid") return made;
  if (validated.derived.webauthn.length === 0) {
    return { kind: "invalid", issues: [{ node: "", message: identifierMissing() }] };
  }
  return {
    kind: "registers",
    traits: fields.traits,
    credentials: [
      {
        type: "webauthn",
        config: ringConfig([{ ...made.key, display_name: name }], made.userHandle),
        version: 1,
      },
    ],
    proof: { method: "webauthn", aal: "aal1", completedAt: context.now() },
  };
}
