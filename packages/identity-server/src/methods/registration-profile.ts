// The traits at registration: all at once, or as the first of two steps ("profile first").
import type { Context } from "../context.js";
import { schemaOf } from "../flows/entry.js";
import { readFields } from "../flows/fields.js";
import type { RegistrationFlow } from "../flows/flow.js";
import { ensureCsrfNode, removeNodes, setTraitValues, upsertNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { traitNodes } from "../identities/traits.js";
import { registrationBackLabel, registrationLabel } from "../ui/messages.js";
import { inputNode, type InputNode } from "../ui/node.js";
import type { RegistrationPart, RegistrationResult, RegistrationStep } from "./method.js";

export const registrationProfile: RegistrationPart = { populate, submit };

function populate(context: Context, flow: RegistrationFlow, step: RegistrationStep): void {
  const { ui } = flow;
  switch (step.kind) {
    case "unified":
      ensureCsrfNode(ui);
      for (const node of traitNodes(schemaOf(context, flow), "default")) upsertNode(ui, node);
      return;
    case "profile":
      // Back from the credentials, or the first page: what belongs to the second page goes.
      ui.nodes = ui.nodes.filter((node) => node.group === "oidc");
      ensureCsrfNode(ui);
      for (const node of traitNodes(schemaOf(context, flow), "default")) upsertNode(ui, node);
      upsertNode(ui, submitNode());
      return;
    case "credentials":
      upsertNode(ui, backNode());
      removeNodes(ui, (node) => node.group === "profile" && isSubmitNode(node));
      for (const node of ui.nodes) {
        if (node.group === "default" && node.type === "input") node.attributes.type = "hidden";
      }
      return;
  }
}

async function submit(
  context: Context,
  flow: RegistrationFlow,
  submission: Submission,
): Promise<RegistrationResult> {
  const { style } = context.config().selfservice.flows.registration;
  const { screen } = submission.body;
  const isMine =
    submission.method === "profile" || submission.method === "profile:back" || typeof screen === "string";
  if (style !== "profile_first" || !isMine) return { kind: "not-responsible" };
  const fields = readFields(submission, { text: ["screen"], traits: schemaOf(context, flow) });
  setTraitValues(flow.ui, fields.traits);
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  flow.transientPayload = fields.transientPayload;
  submission.assertTrusted(flow);
  const goesBack = fields.text.screen === "previous" || submission.method === "profile:back";
  return { kind: "step", to: goesBack ? "profile" : "credentials", traits: fields.traits };
}

function submitNode(): InputNode {
  return inputNode("profile", { name: "method", type: "submit", value: "profile" }, registrationLabel());
}

function backNode(): InputNode {
  return inputNode("profile", { name: "screen", type: "submit", value: "previous" }, registrationBackLabel());
}

function isSubmitNode(node: { type: string; attributes: object }): boolean {
  return node.type === "input" && "name" in node.attributes && node.attributes.name === "method";
}
