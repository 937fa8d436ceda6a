// Signing in with a passkey: by its button, or by what the browser offers in the field for the address.
import type { Context } from "../context.js";
import { flowPageUrl } from "../flows/engine.js";
import { readFields } from "../flows/fields.js";
import type { LoginFlow } from "../flows/flow.js";
import { ensureCsrfNode, setNodeValue, upsertNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { methodDisabled } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { readSigned } from "../keys/answers.js";
import { autofillField, passkeyField, passkeyTrigger, scriptNode } from "../keys/nodes.js";
import { askedBy, remember, requestOptions } from "../keys/options.js";
import { relyingParty, type KeyMethod } from "../keys/relying-party.js";
import { signInWithKey, unknownKey, unreadableAnswer, wrongKey } from "../keys/sign-in.js";
import { keyRing, type StoredKey } from "../keys/stored-keys.js";
import { loginPasskeyLabel } from "../ui/messages.js";
import { inputNode, type InputNode } from "../ui/node.js";
import type { LoginPart, LoginResult, LoginStep } from "./method.js";
import { passkeyDisplayName } from "./passkey-name.js";
import { identifierLabelOf } from "./identifier-node.js";

export const passkeyLogin: LoginPart = { populate, submit };

function populate(context: Context, flow: LoginFlow, step: LoginStep): void {
  switch (step.kind) {
    case "first-factor":
      upsertNode(flow.ui, autofilledIdentifier(context, flow));
      askForAny(context, flow);
      showButton(flow);
      return;
    // The field for the identifier is there already.
    case "identify":
      askForAny(context, flow);
      return;
    case "identified": {
      const count = step.identity ? keyRing(step.identity, "passkey").keys.length : 0;
      if (count > 0 || context.config().security.account_enumeration.mitigate) showButton(flow);
      return;
    }
    case "refresh":
      askForOneOf(context, flow, step.identity);
      return;
    case "second-factor":
    case "second-factor-refresh":
      return;
  }
}

/** Whichever passkey the browser has: it says by itself whose it is. */
function askForAny(context: Context, flow: LoginFlow): void {
  const { ui } = flow;
  const options = requestOptions(relyingParty(context.config(), "passkey"));
  remember(flow, "passkey", options);
  ensureCsrfNode(ui);
  upsertNode(ui, passkeyField("passkey_challenge", JSON.stringify(options)));
  if (flow.type === "browser") upsertNode(ui, scriptNode(context.config()));
  upsertNode(ui, autofillField(flow.type));
}

/** The field in which browsers offer the passkeys that they have. */
function autofilledIdentifier(context: Context, flow: LoginFlow): InputNode {
  return inputNode(
    "default",
    { name: "identifier", type: "text", value: "", required: true, autocomplete: "username webauthn" },
    identifierLabelOf(context, flow),
  );
}

/** Those of the person who is signed in. */
function askForOneOf(context: Context, flow: LoginFlow, identity: IdentityWithCredentials): void {
  const { keys } = keyRing(identity, "passkey");
  if (keys.length === 0) return;
  const { ui } = flow;
  const options = requestOptions(relyingParty(context.config(), "passkey"), keys);
  remember(flow, "passkey", options);
  ensureCsrfNode(ui);
  upsertNode(ui, passkeyField("passkey_challenge", JSON.stringify(options)));
  if (flow.type === "browser") upsertNode(ui, scriptNode(context.config()));
  upsertNode(ui, passkeyField("passkey_login"));
  showButton(flow);
  const name = passkeyDisplayName(context, identity) ?? "";
  upsertNode(ui, inputNode("default", { name: "identifier", type: "hidden", value: name }));
}

function showButton(flow: LoginFlow): void {
  upsertNode(
    flow.ui,
    passkeyTrigger(flow.type, "passkey_login_trigger", "oryPasskeyLogin", loginPasskeyLabel(), ""),
  );
}

async function submit(context: Context, flow: LoginFlow, submission: Submission): Promise<LoginResult> {
  const hasAnswer = (submission.body.passkey_login ?? "") !== "";
  const isMine = hasAnswer || submission.method === "passkey";
  if (flow.requestedAal !== "aal1" || !isMine) return { kind: "not-responsible" };
  if (!context.config().selfservice.methods.passkey.enabled) throw methodDisabled();
  const fields = readFields(submission, { text: ["passkey_login"] });
  setNodeValue(flow.ui, "passkey_login", undefined);
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  submission.assertTrusted(flow);
  // Chosen without an answer: only the page can ask the browser for one.
  if (!hasAnswer) return { kind: "redirect", to: flowPageUrl(context, flow) };
  context.limits.assert("key-client", submission.request.client.ipAddress);
  const answer = readSigned(fields.text.passkey_login ?? "");
  if (!answer) return unreadableAnswer();
  const asked = askedBy(flow, "passkey");
  if (!asked) return wrongKey();
  const handle = Buffer.from(answer.response.userHandle ?? "", "base64url");
  const owner = findOwner(context, handle);
  if (!owner) return unknownKey(context, submission);
  return signInWithKey(context, submission, {
    asking: "passkey",
    ...owner,
    asked,
    answer,
    mayUse: (key: StoredKey) => key.is_passwordless,
    handles: () => [handle],
    proof: { method: "passkey", aal: "aal1", completedAt: context.now() },
  });
}

/** A security key that stands in the place of a password knows whose it is as well, where it has room for that. */
function findOwner(
  context: Context,
  handle: Buffer,
): { identity: IdentityWithCredentials; kept: KeyMethod } | undefined {
  if (handle.length === 0) return undefined;
  const { identities } = context.store;
  const owner = identities.findByIdentifier("passkey", handle.toString());
  if (owner) return { identity: owner, kept: "passkey" };
  const keyOwner = identities.findByKeyHandle(handle.toString("base64"));
  return keyOwner && { identity: keyOwner, kept: "webauthn" };
}
