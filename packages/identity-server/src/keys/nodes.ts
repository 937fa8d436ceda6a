// The fields of a form by which a page drives passkeys and security keys. See keys/script.ts for what drives them.
import { createHash, randomUUID } from "node:crypto";
import type { Config } from "../config/index.js";
import { publicUrl } from "../flows/return-to.js";
import type { FlowType } from "../flows/flow.js";
import {
  settingsRemovePasskeyLabel,
  settingsRemoveSecurityKeyLabel,
  settingsSecurityKeyNameLabel,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { inputNode, type InputNode, type UiNode } from "../ui/node.js";
import type { CreationOptions, RequestOptions } from "./options.js";
import type { KeyMethod } from "./relying-party.js";
import { keyScript, SCRIPT_PATH } from "./script.js";
import { addedAt, formId, type StoredKey } from "./stored-keys.js";

/** The functions of the script, by which a button or a field says what is to run. */
export type Trigger =
  | "oryWebAuthnRegistration"
  | "oryWebAuthnLogin"
  | "oryPasskeyLogin"
  | "oryPasskeyLoginAutocompleteInit"
  | "oryPasskeyRegistration"
  | "oryPasskeySettingsRegistration";

/** What a key without a name of its own is called. */
const UNNAMED = "unnamed";

/** The script that drives the other nodes, with its digest (subresource integrity). */
export function scriptNode(config: Config): UiNode {
  return {
    type: "script",
    group: "webauthn",
    attributes: {
      src: publicUrl(config, SCRIPT_PATH),
      async: true,
      referrerpolicy: "no-referrer",
      crossorigin: "anonymous",
      integrity: scriptIntegrity(),
      type: "text/javascript",
      id: "webauthn_script",
      nonce: randomUUID(),
      node_type: "script",
    },
    messages: [],
    meta: {},
  };
}

let integrity: string | undefined;

/** @see https://www.w3.org/TR/sri-2/#the-integrity-attribute */
export function scriptIntegrity(): string {
  integrity ??= `sha512-${createHash("sha512").update(keyScript).digest("base64")}`;
  return integrity;
}

/** A passkey button. Native clients go by the name of the trigger alone. */
export function passkeyTrigger(
  type: FlowType,
  name: string,
  trigger: Trigger,
  label: UiMessage,
  value?: string,
): InputNode {
  return inputNode(
    "passkey",
    {
      name,
      type: "button",
      ...(value !== undefined && { value }),
      ...(type === "browser" && { onclick: `window.${trigger}()` }),
      onclickTrigger: trigger,
    },
    label,
  );
}

/** A hidden field of the passkey group. */
export function passkeyField(name: string, value?: string): InputNode {
  return inputNode("passkey", { name, type: "hidden", ...(value !== undefined && { value }) });
}

/** The field that takes a passkey's answer as soon as the browser offers it in the field for the address. */
export function autofillField(type: FlowType): InputNode {
  const node = passkeyField("passkey_login");
  if (type === "browser") node.attributes.onload = "window.oryPasskeyLoginAutocompleteInit()";
  node.attributes.onloadTrigger = "oryPasskeyLoginAutocompleteInit";
  return node;
}

/** A security key's button, which carries the options. */
export function securityKeyTrigger(
  name: string,
  trigger: Trigger,
  options: CreationOptions | RequestOptions,
  label: UiMessage,
): InputNode {
  const value = JSON.stringify(options);
  return inputNode(
    "webauthn",
    { name, type: "button", value, onclick: `window.${trigger}(${value})`, onclickTrigger: trigger },
    label,
  );
}

/** The hidden field for a security key's answer. */
export function securityKeyField(name: string): InputNode {
  return inputNode("webauthn", { name, type: "hidden", value: "" });
}

export function securityKeyName(): InputNode {
  return inputNode(
    "webauthn",
    { name: "webauthn_register_displayname", type: "text", value: "" },
    settingsSecurityKeyNameLabel(),
  );
}

/** @param disabled where the key is the only way in */
export function removeNode(method: KeyMethod, key: StoredKey, disabled: boolean): InputNode {
  const label = method === "passkey" ? settingsRemovePasskeyLabel : settingsRemoveSecurityKeyLabel;
  return inputNode(
    method,
    { name: `${method}_remove`, type: "submit", value: formId(key), disabled },
    label(key.display_name === "" ? UNNAMED : key.display_name, addedAt(key)),
  );
}
