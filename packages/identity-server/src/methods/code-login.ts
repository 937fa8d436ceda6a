// Signing in with a code that is sent: as a first factor (`passwordless_enabled`) or as a second one (`mfa_enabled`).
import type { Context } from "../context.js";
import { SecretExpiredError } from "../flows/engine.js";
import { readFields } from "../flows/fields.js";
import type { LoginFlow } from "../flows/flow.js";
import { addMessage, clearMessages, ensureCsrfNode, setNodeValue, upsertNode } from "../flows/nodes.js";
import { FieldIssuesError, type FieldIssue } from "../flows/outcome.js";
import type { FlowRequest, Submission } from "../flows/request.js";
import { ApiError } from "../http/error.js";
import { methodDisabled } from "../http/errors.js";
import type { CodeAddress } from "../identities/extension.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { normaliseAddress, normaliseTypedIdentifier } from "../identities/normalise.js";
import { allowedHeaders } from "../outgoing/allowed-headers.js";
import type { EntryCode } from "../store/entry-codes.js";
import {
  genericProblem,
  loginAddressUnknown,
  loginCodeInvalid,
  loginCodeLabel,
  loginCodeSent,
  loginSendCodeLabel,
  loginSendCodeToLabel,
  codeAccountUnknown,
  requiredMissing,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { inputNode, nodeName, type UiNode } from "../ui/node.js";
import { codeAddresses, findCodeRecipient, isFallbackOn, sendableAddresses } from "./code-addresses.js";
import { askNode, readResend, sentNodes } from "./code-entry-nodes.js";
import { replaceNamed } from "./code-nodes.js";
import { tryCode } from "./code-tries.js";
import { proveCodeAddress, sendLoginCode } from "./entry-codes.js";
import { identifierNode } from "./identifier-node.js";
import { askForMail, countMails } from "./mail-requests.js";
import type { Commit, LoginPart, LoginResult, LoginStep } from "./method.js";
import { secondFactorAddresses } from "./second-factor-addresses.js";
import { isSendingEnabled } from "./sending.js";

export const codeLogin: LoginPart = { populate, submit, goAhead };

async function populate(
  context: Context,
  flow: LoginFlow,
  step: LoginStep,
  request: FlowRequest,
): Promise<void> {
  const { passwordless_enabled, mfa_enabled } = context.config().selfservice.methods.code;
  switch (step.kind) {
    case "first-factor":
    case "refresh":
      if (!passwordless_enabled) return;
      upsertNode(flow.ui, identifierNode(context, flow));
      upsertNode(flow.ui, askNode(loginSendCodeLabel()));
      break;
    case "second-factor":
    case "second-factor-refresh":
      if (!mfa_enabled) return;
      for (const { channel, address } of await secondFactorAddresses(context, step.identity, request)) {
        const label = loginSendCodeToLabel(address, channel);
        flow.ui.nodes.push(inputNode("code", { name: "address", type: "submit", value: address }, label));
      }
      break;
    case "identified":
      if (passwordless_enabled && canBeSentTo(context, step.identity)) {
        upsertNode(flow.ui, askNode(loginSendCodeLabel()));
      }
      return;
    case "identify":
      return;
  }
  if (flow.type === "browser") ensureCsrfNode(flow.ui);
}

/** Where accounts are not to be told apart, a code is offered to all. */
function canBeSentTo(context: Context, identity: IdentityWithCredentials | undefined): boolean {
  if (context.config().security.account_enumeration.mitigate) return true;
  return identity !== undefined && sendableAddresses(context.config(), identity).length > 0;
}

/** The flow sees to it that a code is the only way on; here it is sent when there is but one address for it. */
async function goAhead(
  context: Context,
  flow: LoginFlow,
  step: LoginStep,
  request: FlowRequest,
): Promise<Commit | undefined> {
  const { passwordless_enabled, mfa_enabled } = context.config().selfservice.methods.code;
  if (flow.state !== "choose_method") return undefined;
  if (step.kind === "identified") {
    if (!passwordless_enabled || !canBeSentTo(context, step.identity)) return undefined;
    return sendToTyped(context, flow, request, step.identifier);
  }
  if (!("identity" in step) || !mfa_enabled || step.kind === "refresh") return undefined;
  const [only, ...others] = await secondFactorAddresses(context, step.identity, request);
  if (!only || others.length > 0) return undefined;
  try {
    return sendToOwn(context, flow, request, step.identity, only);
  } catch (error) {
    // Nobody asked for a mail yet: whoever had too many of them still gets the form.
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

interface Typed {
  identifier: string;
  code: string;
}

async function submit(context: Context, flow: LoginFlow, submission: Submission): Promise<LoginResult> {
  if (!isMine(context, flow, submission)) return { kind: "not-responsible" };
  const fields = readFields(submission, { text: ["identifier", "address", "code"] });
  const resend = readResend(submission);
  const identifier = withSmallLetters(fields.text.identifier ?? fields.text.address ?? "");
  const issues = [...fields.issues, ...resend.issues];
  if (issues.length > 0) return refuse(flow, identifier, issues);
  flow.transientPayload = fields.transientPayload ?? {};
  submission.assertTrusted(flow);
  if (resend.isAsked) flow.state = "choose_method";
  const typed = { identifier, code: fields.text.code ?? "" };
  switch (flow.state) {
    case "choose_method":
      return send(context, flow, submission.request, typed);
    case "sent_email":
      return verify(context, flow, submission.request, typed);
    case "passed_challenge":
      return { kind: "not-responsible" };
  }
}

/** A second factor is begun by the button of an address, which need not name the method. */
function isMine(context: Context, flow: LoginFlow, { method, body }: Submission): boolean {
  const { passwordless_enabled, mfa_enabled } = context.config().selfservice.methods.code;
  const isSecond = flow.requestedAal === "aal2";
  if (isSecond ? !mfa_enabled : !passwordless_enabled) return false;
  const namesAddress = isSecond && method === "" && typeof body.address === "string" && body.address !== "";
  if (method !== "code" && !namesAddress) return false;
  if (!isSendingEnabled(context.config(), "code")) throw methodDisabled();
  return true;
}

/** Telephones like to begin an address with a capital. */
function withSmallLetters(identifier: string): string {
  return identifier.includes("@") ? identifier.toLowerCase() : identifier;
}

async function send(
  context: Context,
  flow: LoginFlow,
  request: FlowRequest,
  { identifier }: Typed,
): Promise<LoginResult> {
  if (identifier === "") {
    return refuse(flow, "", [{ node: "identifier", message: requiredMissing("identifier") }]);
  }
  if (flow.requestedAal === "aal2") {
    const identity = ownIdentity(context, request);
    const address = await ownAddress(context, identity, identifier);
    if (!identity || !address) return refuse(flow, identifier, [notOwn(context, identity)]);
    return { kind: "continue", commit: sendToOwn(context, flow, request, identity, address) };
  }
  const isTold = !context.config().security.account_enumeration.mitigate;
  if (isTold && !findCodeRecipient(context, await normaliseTypedIdentifier(identifier))) {
    return refuse(flow, identifier, [{ node: "", message: codeAccountUnknown() }]);
  }
  return { kind: "continue", commit: await sendToTyped(context, flow, request, identifier) };
}

/** For the first factor: whether the account is there is looked into after the answer. */
async function sendToTyped(
  context: Context,
  flow: LoginFlow,
  request: FlowRequest,
  identifier: string,
): Promise<Commit> {
  const address = await normaliseTypedIdentifier(identifier);
  const { transientPayload } = flow;
  const commit = askForMail(context, flow, request, { method: "code", address, transientPayload });
  showSent(flow, identifier, address);
  return commit;
}

function sendToOwn(
  context: Context,
  flow: LoginFlow,
  request: FlowRequest,
  identity: IdentityWithCredentials,
  address: CodeAddress,
): Commit {
  countMails(context, request, [normaliseAddress(address.address)]);
  showSent(flow, address.address, address.address);
  return () => {
    sendLoginCode(context, flow, identity, address, allowedHeaders(context.config(), request));
  };
}

function showSent(flow: LoginFlow, identifier: string, sentTo: string): void {
  flow.state = "sent_email";
  flow.active = "code";
  flow.internal.sentTo = sentTo;
  const kept = identifierNodes(flow.ui.nodes, identifier);
  clearMessages(flow.ui);
  flow.ui.nodes = [...kept, ...sentNodes(loginCodeLabel())];
  if (flow.type === "browser") ensureCsrfNode(flow.ui);
  setNodeValue(flow.ui, "identifier", identifier);
  addMessage(flow.ui, loginCodeSent());
}

/** The field of the identifier, or the button of the address, becomes a hidden field of that name. */
function identifierNodes(nodes: UiNode[], identifier: string): UiNode[] {
  const known = nodes.filter((node) => ["identifier", "address"].includes(nodeName(node)));
  const own = known.find((node) => node.type === "input" && node.attributes.value === identifier) ?? known[0];
  if (own?.type !== "input") return [];
  return [{ ...own, messages: [], attributes: { ...own.attributes, name: "identifier", type: "hidden" } }];
}

async function verify(
  context: Context,
  flow: LoginFlow,
  request: FlowRequest,
  { identifier, code }: Typed,
): Promise<LoginResult> {
  if (code === "") {
    return refuseCode(flow, identifier, { node: "code", message: requiredMissing("code") });
  }
  const isSecond = flow.requestedAal === "aal2";
  if (!isSecond && identifier === "") {
    return refuseCode(flow, "", { node: "identifier", message: requiredMissing("identifier") });
  }
  const identity = isSecond ? ownIdentity(context, request) : await typedIdentity(context, identifier);
  if (!identity && !context.config().security.account_enumeration.mitigate) {
    return refuseCode(flow, identifier, { node: "", message: codeAccountUnknown() });
  }
  const tried = await tryCode(context, {
    flowId: flow.id,
    request,
    typed: code,
    sentTo: typeof flow.internal.sentTo === "string" ? flow.internal.sentTo : "",
    candidates: () =>
      context.store.entryCodes.listUnused(flow.id).filter((sent) => sent.identityId === identity?.id),
  });
  if (tried.kind === "too-many") return refuseCode(flow, identifier, whole(tooManyTries()));
  if (tried.kind === "wrong" || !identity) return refuseCode(flow, identifier, whole(loginCodeInvalid()));
  if (tried.secret.expiresAt <= context.now()) {
    if (!isSecond) throw new SecretExpiredError(tried.secret.expiresAt);
    return refuseCode(flow, identifier, whole(tooLate()));
  }
  return authenticated(context, flow, identity, tried.secret);
}

function authenticated(
  context: Context,
  flow: LoginFlow,
  identity: IdentityWithCredentials,
  secret: EntryCode,
): LoginResult {
  const now = context.now();
  flow.state = "passed_challenge";
  return {
    kind: "authenticated",
    identity: withProvedAddress(identity, secret, now),
    proof: {
      method: "code",
      aal: flow.requestedAal === "aal2" ? "aal2" : "aal1",
      completedAt: now,
    },
    commit: () => {
      if (!context.store.entryCodes.use(secret.id, now)) {
        flow.state = "sent_email";
        throw new FieldIssuesError([whole(loginCodeInvalid())]);
      }
      proveCodeAddress(context, identity.id, secret);
    },
  };
}

/** As it is once the sign-in is written, for the hooks and the answer. */
function withProvedAddress(
  identity: IdentityWithCredentials,
  { channel, address }: EntryCode,
  now: number,
): IdentityWithCredentials {
  return {
    ...identity,
    verifiableAddresses: identity.verifiableAddresses.map((known) =>
      !known.verified && known.value === address && known.via === channel
        ? { ...known, verified: true, verifiedAt: now, status: "completed" as const, updatedAt: now }
        : known,
    ),
  };
}

function ownIdentity(context: Context, request: FlowRequest): IdentityWithCredentials | undefined {
  const visitor = request.session();
  return visitor && context.store.identities.findWithCredentials(visitor.identity.id);
}

async function typedIdentity(
  context: Context,
  identifier: string,
): Promise<IdentityWithCredentials | undefined> {
  return findCodeRecipient(context, await normaliseTypedIdentifier(identifier))?.identity;
}

async function ownAddress(
  context: Context,
  identity: IdentityWithCredentials | undefined,
  identifier: string,
): Promise<CodeAddress | undefined> {
  if (!identity) return undefined;
  const address = await normaliseTypedIdentifier(identifier);
  return sendableAddresses(context.config(), identity).find((known) => known.address === address);
}

function notOwn(context: Context, identity: IdentityWithCredentials | undefined): FieldIssue {
  const fallsBack = identity && codeAddresses(identity).length === 0 && isFallbackOn(context.config());
  return whole(fallsBack ? loginAddressUnknown() : codeAccountUnknown());
}

function refuse(flow: LoginFlow, identifier: string, issues: FieldIssue[]): LoginResult {
  ensureCsrfNode(flow.ui);
  setNodeValue(flow.ui, "identifier", identifier);
  return { kind: "invalid", issues };
}

/** The identifier goes along unseen with the next try. */
function refuseCode(flow: LoginFlow, identifier: string, issue: FieldIssue): LoginResult {
  ensureCsrfNode(flow.ui);
  replaceNamed(flow.ui, inputNode("default", { name: "identifier", type: "hidden", value: identifier }));
  return { kind: "invalid", issues: [issue] };
}

function whole(message: UiMessage): FieldIssue {
  return { node: "", message };
}

const tooManyTries = () =>
  genericProblem("There were too many tries. Please start anew and ask for another code.");
const tooLate = () => genericProblem("This code is too old. Please ask for another one.");
