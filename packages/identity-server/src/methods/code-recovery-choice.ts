// Recovery that lets a person choose which of their addresses the code goes to (`feature_flags.choose_recovery_address`):
// any address, the choice among all, the chosen one in full, the code.
import type { Context } from "../context.js";
import { readFields } from "../flows/fields.js";
import type { RecoveryFlow } from "../flows/flow.js";
import { addMessage, clearMessages, ensureCsrfNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { ApiError } from "../http/error.js";
import { badRequest, methodDisabled } from "../http/errors.js";
import { normaliseAddress } from "../identities/normalise.js";
import type { JsonObject } from "../json.js";
import {
  addressLabel,
  emailLabel,
  phoneNumberLabel,
  recoveryAddressLabel,
  recoveryAlreadyCompleted,
  recoveryBackLabel,
  recoveryChooseAddress,
  recoveryCodeLabel,
  recoveryCodeSentToMasked,
  recoveryEnterFullAddress,
  requiredMissing,
  resendCodeLabel,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { inputNode, type InputNode, type UiNode } from "../ui/node.js";
import { codeNode, hiddenMethodNode, submitNode } from "./code-nodes.js";
import { askForMail } from "./mail-requests.js";
import type { RecoveryResult } from "./method.js";
import { addressToken, maskAddress, recoveryAddressesOf, standsFor } from "./recovery-addresses.js";
import { isSendingEnabled } from "./sending.js";
import { distrust, restartRecovery, useRecoveryCode } from "./use-recovery-code.js";

/** The first screen. */
export function populateChoice(flow: RecoveryFlow): void {
  flow.active = "code";
  flow.state = "recovery_awaiting_address";
  // Kept with the flow: the screens of a flow go on in their way when the configuration changes.
  flow.internal.choosesAddress = true;
  show(flow, undefined, [
    inputNode("code", { name: "recovery_address", type: "text", required: true }, recoveryAddressLabel()),
    submitNode("code"),
  ]);
}

interface Answers {
  /** The address that the recovery began with. */
  address: string;
  selected: string;
  confirmed: string;
  code: string;
  transientPayload: JsonObject;
}

export async function submitChoice(
  context: Context,
  flow: RecoveryFlow,
  submission: Submission,
): Promise<RecoveryResult> {
  const {
    text,
    issues,
    transientPayload = {},
  } = readFields(submission, {
    text: ["code", "recovery_address", "recovery_select_address", "recovery_confirm_address", "screen"],
  });
  if (issues.length > 0) return { kind: "invalid", issues };
  const untrusted = distrust(flow, submission);
  if (untrusted) return untrusted;
  if (!isSendingEnabled(context.config(), "code")) throw methodDisabled();
  const answers: Answers = {
    address: text.recovery_address ?? "",
    selected: text.recovery_select_address ?? "",
    confirmed: text.recovery_confirm_address ?? "",
    code: text.code ?? "",
    transientPayload,
  };
  if (text.screen === "previous") return goBack(context, flow, submission, answers);
  switch (flow.state) {
    case "recovery_awaiting_address":
      return takeAddress(context, flow, submission, answers);
    case "recovery_awaiting_address_choice":
      return takeChoice(context, flow, submission, answers);
    case "recovery_confirming_address":
      return takeFullAddress(context, flow, submission, answers);
    case "recovery_awaiting_code":
      // The button that sends again carries the address, and no code.
      if (answers.code === "") return takeFullAddress(context, flow, submission, answers);
      return useRecoveryCode(context, flow, submission, answers.code);
    default:
      return restartRecovery(recoveryAlreadyCompleted());
  }
}

function takeAddress(
  context: Context,
  flow: RecoveryFlow,
  submission: Submission,
  answers: Answers,
): RecoveryResult {
  const { address } = answers;
  if (address === "") return missing("recovery_address");
  const typed = normaliseAddress(address);
  const addresses = recoveryAddressesOf(context, typed);
  // Nothing to choose, or nobody there, which is not told: on to the code.
  if (addresses.length <= 1) {
    return takeFullAddress(context, flow, submission, { ...answers, confirmed: address });
  }
  flow.state = "recovery_awaiting_address_choice";
  const config = context.config();
  show(flow, recoveryChooseAddress(), [
    ...addresses.map(({ value }) =>
      inputNode(
        "code",
        { name: "recovery_select_address", type: "submit", value: addressToken(config, flow.id, value) },
        addressLabel(maskAddress(value)),
      ),
    ),
    hiddenMethodNode(),
    addressNode(address),
  ]);
  return done(flow, answers);
}

function takeChoice(
  context: Context,
  flow: RecoveryFlow,
  submission: Submission,
  answers: Answers,
): RecoveryResult {
  const { address, selected } = answers;
  if (selected === "") return missing("recovery_select_address");
  if (address === "") return missing("recovery_address");
  const config = context.config();
  const typed = normaliseAddress(address);
  // Who wrote it in full before need not do so again.
  if (standsFor(config, flow.id, selected, typed)) {
    return takeFullAddress(context, flow, submission, { ...answers, confirmed: address });
  }
  const chosen = recoveryAddressesOf(context, typed).find(({ value }) =>
    standsFor(config, flow.id, selected, value),
  );
  if (!chosen) throw badRequest("This address can't be chosen.");
  flow.state = "recovery_confirming_address";
  show(flow, recoveryEnterFullAddress(), [
    inputNode(
      "code",
      {
        name: "recovery_confirm_address",
        type: chosen.via === "email" ? "email" : "tel",
        value: "",
        required: true,
      },
      chosen.via === "email" ? emailLabel() : phoneNumberLabel(),
    ),
    addressNode(address),
    submitNode("code"),
    hiddenMethodNode(),
    backNode(),
  ]);
  return done(flow, answers);
}

/** Whether it is the chosen one, or anybody's, is looked into after the answer. */
function takeFullAddress(
  context: Context,
  flow: RecoveryFlow,
  { request }: Submission,
  answers: Answers,
): RecoveryResult {
  const { confirmed, address, transientPayload } = answers;
  if (confirmed === "") return missing("recovery_confirm_address");
  const commit = askForMail(context, flow, request, {
    method: "code",
    address: confirmed,
    transientPayload,
  });
  flow.state = "recovery_awaiting_code";
  flow.internal.sentTo = normaliseAddress(confirmed);
  show(flow, recoveryCodeSentToMasked(maskAddress(confirmed)), [
    codeNode(recoveryCodeLabel(), { isBounded: true }),
    submitNode("code"),
    hiddenMethodNode(),
    inputNode(
      "code",
      { name: "recovery_confirm_address", type: "submit", value: confirmed },
      resendCodeLabel(),
    ),
    addressNode(address),
    backNode(),
  ]);
  return done(flow, answers, commit);
}

/** To the choice, where there is one, or to the beginning. */
function goBack(
  context: Context,
  flow: RecoveryFlow,
  submission: Submission,
  answers: Answers,
): RecoveryResult {
  const isBeyondChoice =
    flow.state === "recovery_confirming_address" || flow.state === "recovery_awaiting_code";
  const addresses = recoveryAddressesOf(context, normaliseAddress(answers.address));
  if (isBeyondChoice && addresses.length > 1) return takeAddress(context, flow, submission, answers);
  if (flow.state === "passed_challenge") return restartRecovery(recoveryAlreadyCompleted());
  if (flow.state === "recovery_awaiting_address_choice") throw noWayBack();
  populateChoice(flow);
  return done(flow, answers);
}

/** The choice has no button for it. As in Kratos, the body of this error speaks of a 500. */
function noWayBack(): ApiError {
  return new ApiError({ code: 500, status: 400, message: "There is no way back from the choice" });
}

function show(flow: RecoveryFlow, message: UiMessage | undefined, nodes: UiNode[]): void {
  clearMessages(flow.ui);
  flow.ui.nodes = [];
  ensureCsrfNode(flow.ui);
  flow.ui.nodes.push(...nodes);
  if (message) addMessage(flow.ui, message);
}

function done(flow: RecoveryFlow, { transientPayload }: Answers, commit?: () => void): RecoveryResult {
  flow.transientPayload = transientPayload;
  return { kind: "continue", ...(commit && { commit }) };
}

function missing(field: string): RecoveryResult {
  return { kind: "invalid", issues: [{ node: field, message: requiredMissing(field) }] };
}

function addressNode(address: string): InputNode {
  return inputNode("code", { name: "recovery_address", type: "hidden", value: address });
}

function backNode(): InputNode {
  return inputNode("code", { name: "screen", type: "submit", value: "previous" }, recoveryBackLabel());
}
