// A flow as a form: nodes and messages.
import { anyObject, closed, count, flag, list, oneOf, orNull, ref, text, type Schema } from "../model.js";

const triggers = [
  "oryWebAuthnRegistration",
  "oryWebAuthnLogin",
  "oryPasskeyLogin",
  "oryPasskeyLoginAutocompleteInit",
  "oryPasskeyRegistration",
  "oryPasskeySettingsRegistration",
];

const inputAttributes = closed(
  {
    name: text,
    type: oneOf([
      "text",
      "password",
      "number",
      "checkbox",
      "hidden",
      "email",
      "tel",
      "submit",
      "button",
      "datetime-local",
      "date",
      "url",
    ]),
    disabled: flag,
    node_type: { const: "input" },
  },
  {
    value: { description: "Text, number or true/false; absent where there is none." },
    required: flag,
    autocomplete: oneOf([
      "email",
      "tel",
      "url",
      "current-password",
      "new-password",
      "one-time-code",
      "username webauthn",
    ]),
    label: ref("uiText"),
    pattern: { ...text, description: "A regular expression that the value has to match." },
    maxlength: count,
    onclick: text,
    onclickTrigger: oneOf(triggers, "The function of webauthn.js to call on a click."),
    onload: text,
    onloadTrigger: oneOf(triggers, "The function of webauthn.js to call once the form is shown."),
  },
);

const attributes: Record<string, Schema> = {
  uiNodeInputAttributes: inputAttributes,
  uiNodeTextAttributes: closed({ text: ref("uiText"), id: text, node_type: { const: "text" } }),
  uiNodeImageAttributes: closed({
    src: text,
    id: text,
    width: count,
    height: count,
    node_type: { const: "img" },
  }),
  uiNodeAnchorAttributes: closed({ href: text, title: ref("uiText"), id: text, node_type: { const: "a" } }),
  uiNodeScriptAttributes: closed({
    src: text,
    async: flag,
    referrerpolicy: text,
    crossorigin: text,
    integrity: text,
    type: text,
    id: text,
    nonce: text,
    node_type: { const: "script" },
  }),
};

export const uiSchemas: Record<string, Schema> = {
  ...attributes,
  uiText: closed(
    {
      id: { type: "integer", description: "Stable; what a translation goes by." },
      text,
      type: oneOf(["info", "error", "success"]),
    },
    { context: { ...anyObject, description: "The values that stand in the text." } },
  ),
  uiTexts: list(ref("uiText")),
  uiNodeMeta: closed({}, { label: ref("uiText") }),
  uiNodeAttributes: {
    oneOf: Object.keys(attributes).map(ref),
    discriminator: {
      propertyName: "node_type",
      mapping: {
        input: "#/components/schemas/uiNodeInputAttributes",
        text: "#/components/schemas/uiNodeTextAttributes",
        img: "#/components/schemas/uiNodeImageAttributes",
        a: "#/components/schemas/uiNodeAnchorAttributes",
        script: "#/components/schemas/uiNodeScriptAttributes",
      },
    },
  },
  uiNode: closed({
    type: oneOf(["text", "input", "img", "a", "script"]),
    group: oneOf(
      [
        "default",
        "password",
        "oidc",
        "profile",
        "link",
        "code",
        "totp",
        "lookup_secret",
        "webauthn",
        "passkey",
        "identifier_first",
      ],
      "The method that the node belongs to; `default` nodes belong to all.",
    ),
    attributes: ref("uiNodeAttributes"),
    messages: ref("uiTexts"),
    meta: ref("uiNodeMeta"),
  }),
  uiNodes: list(ref("uiNode")),
  uiContainer: closed(
    {
      action: { ...text, description: "Where the form is sent." },
      method: oneOf(["POST", "GET"]),
      nodes: orNull(ref("uiNodes")),
    },
    { messages: ref("uiTexts") },
  ),
};
