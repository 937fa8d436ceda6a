// Signing up with a code that is sent to the addresses among the traits (`passwordless_enabled`).
import type { Context } from "../context.js";
import { SecretExpiredError } from "../flows/engine.js";
import { schemaOf } from "../flows/entry.js";
import { readFields } from "../flows/fields.js";
import type { RegistrationFlow } from "../flows/flow.js";
import {
  addMessage,
  clearMessages,
  ensureCsrfNode,
  leavesOf,
  setTraitValues,
  upsertNode,
} from "../flows/nodes.js";
import { FieldIssuesError, type FieldIssue } from "../flows/outcome.js";
import type { FlowRequest, Submission } from "../flows/request.js";
import { methodDisabled } from "../http/errors.js";
import type { CodeAddress } from "../identities/extension.js";
import { traitIssues } from "../identities/trait-messages.js";
import type { JsonObject } from "../json.js";
import { allowedHeaders } from "../outgoing/allowed-headers.js";
import type { EntryCode } from "../store/entry-codes.js";
import {
  genericProblem,
  identifierMissing,
  registrationCodeInvalid,
  registrationCodeLabel,
  registrationCodeSent,
  registrationSendCodeLabel,
  requiredMissing,
  traitsMismatch,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { nodeName, type UiContainer, type UiNode } from "../ui/node.js";
import { askNode, backToChoiceNode, readResend, removeSentNodes, sentNodes } from "./code-entry-nodes.js";
import { tryCode } from "./code-tries.js";
import { sendRegistrationCodes } from "./entry-codes.js";
import { countMails } from "./mail-requests.js";
import type { RegistrationPart, RegistrationResult, RegistrationStep } from "./method.js";
import { isSendingEnabled } from "./sending.js";

export const codeRegistration: RegistrationPart = { populate, submit };

function populate(context: Context, flow: RegistrationFlow, step: RegistrationStep): void {
  if (!context.config().selfservice.methods.code.passwordless_enabled) return;
  removeSentNodes(flow.ui);
  if (step.kind !== "profile") upsertNode(flow.ui, askNode(registrationSendCodeLabel()));
  ensureCsrfNode(flow.ui);
}

async function submit(
  context: Context,
  flow: RegistrationFlow,
  submission: Submission,
): Promise<RegistrationResult> {
  const config = context.config();
  if (submission.method !== "code" || !config.selfservice.methods.code.passwordless_enabled) {
    return { kind: "not-responsible" };
  }
  if (!isSendingEnabled(config, "code")) throw methodDisabled();
  const schema = schemaOf(context, flow);
  const fields = readFields(submission, { text: ["code"], traits: schema });
  const resend = readResend(submission);
  const areAsShown = areTraitsAsShown(flow.ui, fields.traits);
  setTraitValues(flow.ui, fields.traits);
  const issues = [...fields.issues, ...resend.issues];
  if (issues.length > 0) return { kind: "invalid", issues };
  flow.transientPayload = fields.transientPayload ?? {};
  submission.assertTrusted(flow);
  if (resend.isAsked) flow.state = "choose_method";
  if (flow.state === "passed_challenge") return { kind: "not-responsible" };

  const code = fields.text.code ?? "";
  if (flow.state === "sent_email" && code === "") {
    return refused({ node: "code", message: requiredMissing("code") });
  }
  const validated = schema.validate(fields.traits);
  if (validated.kind === "invalid") return { kind: "invalid", issues: traitIssues(validated.problems) };
  const addresses = validated.derived.code;
  if (addresses.length === 0) return refused(whole(identifierMissing()));
  if (flow.state === "choose_method") {
    return send(context, flow, submission.request, fields.traits, addresses);
  }
  if (!areAsShown) return refused(whole(traitsMismatch()));
  return verify(context, flow, submission.request, { traits: fields.traits, addresses, code });
}

function send(
  context: Context,
  flow: RegistrationFlow,
  request: FlowRequest,
  traits: JsonObject,
  addresses: CodeAddress[],
): RegistrationResult {
  countMails(
    context,
    request,
    addresses.map(({ address }) => address),
  );
  flow.state = "sent_email";
  flow.active = "code";
  clearMessages(flow.ui);
  const isTwoSteps = context.config().selfservice.flows.registration.style === "profile_first";
  flow.ui.nodes = [
    ...flow.ui.nodes.filter(isTraitNode).map(hidden),
    ...sentNodes(registrationCodeLabel()),
    ...(isTwoSteps ? [backToChoiceNode()] : []),
  ];
  addMessage(flow.ui, registrationCodeSent());
  return {
    kind: "continue",
    commit: () => {
      sendRegistrationCodes(context, flow, traits, addresses, allowedHeaders(context.config(), request));
    },
  };
}

/** Of the traits, and the token: what every further submission carries along. */
function isTraitNode(node: UiNode): boolean {
  return node.group === "default" && node.type === "input" && node.attributes.type !== "submit";
}

function hidden(node: UiNode): UiNode {
  if (node.type !== "input") return node;
  return { ...node, attributes: { ...node.attributes, type: "hidden" } };
}

interface Verification {
  traits: JsonObject;
  addresses: CodeAddress[];
  code: string;
}

async function verify(
  context: Context,
  flow: RegistrationFlow,
  request: FlowRequest,
  { traits, addresses, code }: Verification,
): Promise<RegistrationResult> {
  const tried = await tryCode(context, {
    flowId: flow.id,
    request,
    typed: code,
    sentTo: addresses.map(({ address }) => address).join(","),
    // The code of an address that is not among the traits any more proves nothing about them.
    candidates: () =>
      context.store.entryCodes
        .listUnused(flow.id)
        .filter((sent) => addresses.some(({ address }) => address === sent.address)),
  });
  if (tried.kind === "too-many") return refused(whole(tooManyTries()));
  if (tried.kind === "wrong") return refused(whole(registrationCodeInvalid()));
  const { secret } = tried;
  if (secret.expiresAt <= context.now()) throw new SecretExpiredError(secret.expiresAt);
  return registers(context, flow, traits, secret);
}

function registers(
  context: Context,
  flow: RegistrationFlow,
  traits: JsonObject,
  secret: EntryCode,
): RegistrationResult {
  flow.state = "passed_challenge";
  return {
    kind: "registers",
    traits,
    // The addresses for codes follow from the traits.
    credentials: [],
    proof: { method: "code", aal: "aal1", completedAt: context.now() },
    verified: [{ value: secret.address, via: secret.channel }],
    commit: () => {
      if (context.store.entryCodes.use(secret.id, context.now())) return;
      flow.state = "sent_email";
      throw new FieldIssuesError([whole(registrationCodeInvalid())]);
    },
  };
}

/** Whether every trait that was sent is what the form had: that is what the code was sent for. */
function areTraitsAsShown(ui: UiContainer, traits: JsonObject): boolean {
  for (const [name, value] of leavesOf("traits", traits)) {
    const node = ui.nodes.find((other) => nodeName(other) === name);
    if (node?.type === "input" && node.attributes.value !== value) return false;
  }
  return true;
}

function refused(issue: FieldIssue): RegistrationResult {
  return { kind: "invalid", issues: [issue] };
}

function whole(message: UiMessage): FieldIssue {
  return { node: "", message };
}

const tooManyTries = () =>
  genericProblem("There were too many tries. Please start anew and ask for another code.");
