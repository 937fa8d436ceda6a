// Signing in with a security key: as the second factor, or after the address was typed in the place of a password.
import type { Context } from "../context.js";
import { flowPageUrl } from "../flows/engine.js";
import { readFields } from "../flows/fields.js";
import type { LoginFlow } from "../flows/flow.js";
import { addMessage, ensureCsrfNode, upsertNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { methodDisabled } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { normaliseIdentifier } from "../identities/normalise.js";
import { readSigned } from "../keys/answers.js";
import { scriptNode, securityKeyField, securityKeyTrigger } from "../keys/nodes.js";
import { askedBy, remember, requestOptions } from "../keys/options.js";
import { isPasswordless, relyingParty } from "../keys/relying-party.js";
import { signInWithKey, unknownKey, unreadableAnswer, wrongKey } from "../keys/sign-in.js";
import { keyRing, type KeyRing, type StoredKey } from "../keys/stored-keys.js";
import { defaultHandle } from "../keys/user-handle.js";
import {
  loginContinueLabel,
  loginSecurityKeyLabel,
  loginSecurityKeyPrepare,
  noSecurityKey,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { inputNode } from "../ui/node.js";
import type { LoginPart, LoginResult, LoginStep } from "./method.js";
import { identifierLabelOf } from "./identifier-node.js";

export const webauthnLogin: LoginPart = { populate, submit };

function populate(context: Context, flow: LoginFlow, step: LoginStep): void {
  if (flow.type !== "browser") return;
  const isFirstFactor = isPasswordless(context.config());
  switch (step.kind) {
    case "first-factor":
      if (!isFirstFactor) return;
      upsertNode(
        flow.ui,
        inputNode(
          "default",
          { name: "identifier", type: "text", value: "", required: true, autocomplete: "username webauthn" },
          identifierLabelOf(context, flow),
        ),
      );
      showMethod(flow);
      return;
    case "identified": {
      if (!isFirstFactor) return;
      const keys = step.identity ? keyRing(step.identity, "webauthn").keys : [];
      const isShown = keys.some((key) => key.is_passwordless);
      if (isShown || context.config().security.account_enumeration.mitigate) showMethod(flow);
      return;
    }
    case "second-factor":
      if (!isFirstFactor) askForKey(context, flow, step.identity, loginSecurityKeyLabel());
      return;
    case "refresh":
    case "second-factor-refresh":
      askForKey(context, flow, step.identity, loginSecurityKeyLabel());
      return;
    case "identify":
      return;
  }
}

function showMethod(flow: LoginFlow): void {
  ensureCsrfNode(flow.ui);
  upsertNode(
    flow.ui,
    inputNode("webauthn", { name: "method", type: "submit", value: "webauthn" }, loginSecurityKeyLabel()),
  );
}

/** @returns false when the identity has no key that is good for what the flow asks */
function askForKey(
  context: Context,
  flow: LoginFlow,
  identity: IdentityWithCredentials,
  label: UiMessage,
): boolean {
  const keys = keyRing(identity, "webauthn").keys.filter((key) => isGoodFor(flow, key));
  if (keys.length === 0) return false;
  const { ui } = flow;
  const options = requestOptions(relyingParty(context.config(), "webauthn"), keys);
  remember(flow, "webauthn", options);
  const identifier = identity.credentials.webauthn?.identifiers[0];
  if (identifier !== undefined) {
    upsertNode(ui, inputNode("default", { name: "identifier", type: "hidden", value: identifier }));
  }
  ensureCsrfNode(ui);
  upsertNode(ui, scriptNode(context.config()));
  upsertNode(ui, securityKeyTrigger("webauthn_login_trigger", "oryWebAuthnLogin", options, label));
  upsertNode(ui, securityKeyField("webauthn_login"));
  return true;
}

/** A key is one or the other: made in the place of a password, or as a second factor. */
function isGoodFor(flow: LoginFlow, key: StoredKey): boolean {
  return key.is_passwordless === (flow.requestedAal === "aal1");
}

async function submit(context: Context, flow: LoginFlow, submission: Submission): Promise<LoginResult> {
  const hasAnswer = (submission.body.webauthn_login ?? "") !== "";
  const isMine = hasAnswer || submission.method === "webauthn";
  if (flow.type !== "browser" || !isMine) return { kind: "not-responsible" };
  const config = context.config();
  if (!config.selfservice.methods.webauthn.enabled) throw methodDisabled();
  const isFirstFactor = isPasswordless(config) || (flow.refresh && flow.requestedAal === "aal1");
  // In v0alpha2, the form of a second factor had no field for it.
  const isNamed = isFirstFactor || !config.legacy.v0alpha2;
  const fields = readFields(submission, {
    text: ["webauthn_login", "identifier"],
    required: isNamed ? ["identifier"] : [],
  });
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  flow.transientPayload = fields.transientPayload;
  submission.assertTrusted(flow);
  if (flow.requestedAal !== (isFirstFactor ? "aal1" : "aal2")) return { kind: "not-responsible" };
  context.limits.assert("key-client", submission.request.client.ipAddress);

  const identifier = fields.text.identifier ?? "";
  const identity = isFirstFactor ? findByAddress(context, identifier) : findVisitor(context, submission);
  if (!identity) return unknownKey(context, submission);
  if (isFirstFactor && !hasAnswer) return nameAccount(context, flow, submission, identity, identifier);
  return prove(context, flow, submission, identity, fields.text.webauthn_login ?? "");
}

function findByAddress(context: Context, typed: string): IdentityWithCredentials | undefined {
  return context.store.identities.findByIdentifier("webauthn", normaliseIdentifier(typed));
}

/** A second factor belongs to whoever is signed in, whatever the form says. */
function findVisitor(context: Context, { request }: Submission): IdentityWithCredentials | undefined {
  const visitor = request.session();
  return visitor && context.store.identities.findWithCredentials(visitor.identity.id);
}

/** The address is known: the form asks for the account's keys, and for nothing else. */
function nameAccount(
  context: Context,
  flow: LoginFlow,
  submission: Submission,
  identity: IdentityWithCredentials,
  identifier: string,
): LoginResult {
  const { nodes } = flow.ui;
  flow.ui.nodes = [];
  if (!askForKey(context, flow, identity, loginContinueLabel())) {
    flow.ui.nodes = nodes;
    return unknownKey(context, submission);
  }
  addMessage(flow.ui, loginSecurityKeyPrepare());
  upsertNode(
    flow.ui,
    inputNode("default", { name: "identifier", type: "hidden", value: identifier, required: true }),
  );
  return { kind: "redirect", to: flowPageUrl(context, flow) };
}

async function prove(
  context: Context,
  flow: LoginFlow,
  submission: Submission,
  identity: IdentityWithCredentials,
  text: string,
): Promise<LoginResult> {
  if (keyRing(identity, "webauthn").keys.length === 0) {
    return { kind: "invalid", issues: [{ node: "", message: noSecurityKey() }] };
  }
  const answer = readSigned(text);
  if (!answer) return unreadableAnswer();
  const asked = askedBy(flow, "webauthn");
  if (!asked) return wrongKey();
  return signInWithKey(context, submission, {
    asking: "webauthn",
    kept: "webauthn",
    identity,
    asked,
    answer,
    mayUse: (key) => isGoodFor(flow, key),
    handles: ({ userHandle }: KeyRing) => [...(userHandle ? [userHandle] : []), defaultHandle(identity)],
    // Of the level that was asked for: only keys that are good for it were taken.
    proof: { method: "webauthn", aal: flow.requestedAal, completedAt: context.now() },
  });
}
