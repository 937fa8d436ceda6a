// Changing one's traits in settings. What is sent takes the place of all traits: one that is left out is removed.
import type { Context } from "../context.js";
import { readFields } from "../flows/fields.js";
import type { SettingsFlow } from "../flows/flow.js";
import { ensureCsrfNode, setTraitValues, upsertNode } from "../flows/nodes.js";
import { FieldIssuesError } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import { internalError, methodDisabled } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { reviseIdentity } from "../identities/revise.js";
import type { IdentitySchema } from "../identities/schema.js";
import { traitIssues } from "../identities/trait-messages.js";
import { traitNodes } from "../identities/traits.js";
import type { JsonObject } from "../json.js";
import type { ActiveSession } from "../sessions/session.js";
import { saveLabel } from "../ui/messages.js";
import { inputNode } from "../ui/node.js";
import type { SettingsPart, SettingsResult } from "./method.js";

export const profileSettings: SettingsPart = { populate, submit };

function populate(context: Context, flow: SettingsFlow, identity: IdentityWithCredentials): void {
  const { ui } = flow;
  for (const node of traitNodes(schemaOf(context, identity), "profile", identity.traits)) {
    upsertNode(ui, node);
  }
  ensureCsrfNode(ui);
  upsertNode(ui, inputNode("profile", { name: "method", type: "submit", value: "profile" }, saveLabel()));
}

async function submit(
  context: Context,
  flow: SettingsFlow,
  submission: Submission,
  _visitor: ActiveSession,
  identity: IdentityWithCredentials,
): Promise<SettingsResult> {
  if (submission.method !== "profile") return { kind: "not-responsible" };
  if (!context.config().selfservice.methods.profile.enabled) throw methodDisabled();
  const fields = readFields(submission, { text: [], traits: schemaOf(context, identity) });
  for (const node of flow.ui.nodes) {
    if (node.type === "input" && node.attributes.name.startsWith("traits.")) delete node.attributes.value;
  }
  setTraitValues(flow.ui, fields.traits);
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  submission.assertTrusted(flow);
  return {
    kind: "changes",
    // Whether it is depends on which traits change; the flow looks when it stores them.
    isPrivileged: false,
    prepare: async () => ({
      kind: "prepared",
      change: (stored) => withTraits(context, stored, fields.traits),
    }),
  };
}

function withTraits(
  context: Context,
  stored: IdentityWithCredentials,
  traits: JsonObject,
): IdentityWithCredentials {
  // As in Kratos, the time of the last change of state is forgotten with a change of traits.
  const revised = reviseIdentity(context, { ...stored, traits, stateChangedAt: null, change: "under-way" });
  switch (revised.kind) {
    case "valid":
      return revised.identity;
    case "invalid":
      throw new FieldIssuesError(traitIssues(revised.problems));
    case "unknown-schema":
      throw unknownSchema(revised.schemaId);
  }
}

function schemaOf(context: Context, identity: IdentityWithCredentials): IdentitySchema {
  const schema = context.schemas.find(identity.schemaId);
  if (!schema) throw unknownSchema(identity.schemaId);
  return schema;
}

function unknownSchema(schemaId: string): Error {
  return internalError(
    `The identity's schema "${schemaId}" is not among "identity.schemas" of the configuration.`,
  );
}
