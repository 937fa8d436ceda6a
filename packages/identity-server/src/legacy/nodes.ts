// The nodes of a form as v0alpha2 had them: a field stood in the group of the method that asked for it.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { olderMessage } from "./messages.js";

type FlowKind = "login" | "registration" | "recovery" | "verification" | "settings";

/** What an input could say of itself. */
const inputAttributes = [
  "name",
  "type",
  "value",
  "required",
  "pattern",
  "disabled",
  "onclick",
  "node_type",
] as const;

const IDENTIFIER = "identifier";
const OLDER_IDENTIFIER = "password_identifier";
const IDENTIFIER_LABEL = { id: 1070004, text: "ID", type: "info" };

/** @param nodes of a flow of today */
export function olderNodes(kind: FlowKind, nodes: JsonValue | undefined): JsonObject[] {
  const objects = (Array.isArray(nodes) ? nodes : []).filter(isJsonObject).map(olderNode);
  switch (kind) {
    case "login":
      return withKeyTriggerFirst(withTokenFirst(withOlderIdentifier(objects)), "webauthn_login");
    case "registration":
      return withOlderTraits(withTokenFirst(objects));
    case "recovery":
    case "verification":
      return objects.map((node) => (isFilledEmail(node) ? { ...node, meta: {} } : node));
    case "settings":
      return withKeyTriggerFirst(objects, "webauthn_register");
  }
}

/** The form's token stood before the providers. */
function withTokenFirst(nodes: JsonObject[]): JsonObject[] {
  const isToken = (node: JsonObject) => nameOf(node) === "csrf_token";
  return [...nodes.filter(isToken), ...nodes.filter((node) => !isToken(node))];
}

/** Traits stood among the fields of the password; after a provider, whose form has none, before its button. */
function withOlderTraits(nodes: JsonObject[]): JsonObject[] {
  const isOfProvider = (node: JsonObject) => node.group === "oidc";
  const isProviderAlone = nodes.some(isOfProvider) && !nodes.some(({ group }) => group === "password");
  const group = isProviderAlone ? "oidc" : "password";
  const older = nodes.map((node) => (isTrait(node) ? { ...node, group } : node));
  if (!isProviderAlone) return older;
  const isButton = (node: JsonObject) => nameOf(node) === "provider";
  return [...older.filter((node) => !isButton(node)), ...older.filter(isButton)];
}

/** The button that asks for a security key stood before the field for its answer. */
function withKeyTriggerFirst(nodes: JsonObject[], field: string): JsonObject[] {
  const trigger = nodes.find((node) => nameOf(node) === `${field}_trigger`);
  if (!trigger) return nodes;
  return nodes.flatMap((node) => {
    if (node === trigger) return [];
    return nameOf(node) === field ? [trigger, node] : [node];
  });
}

function olderNode(node: JsonObject): JsonObject {
  const { type, group, attributes, messages, meta } = node;
  const label = isJsonObject(meta) && isJsonObject(meta.label) ? { label: olderMessage(meta.label) } : {};
  return {
    type,
    group,
    attributes: isJsonObject(attributes) ? olderAttributes(type, attributes) : attributes,
    messages: (Array.isArray(messages) ? messages : []).filter(isJsonObject).map(olderMessage),
    meta: label,
  };
}

function olderAttributes(type: JsonValue | undefined, attributes: JsonObject): JsonObject {
  if (type === "input") {
    const known = attributes.type === "tel" ? { ...attributes, type: "text" } : attributes;
    return olderTrigger(
      Object.fromEntries(
        inputAttributes.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])),
      ),
    );
  }
  const { nonce: _nonce, ...others } = attributes;
  return Object.fromEntries(
    Object.entries(others).map(([name, value]) => [
      name,
      (name === "text" || name === "title") && isJsonObject(value) ? olderMessage(value) : value,
    ]),
  );
}

/**
 * A security key's button had what it asks for in its script alone, for functions of another name, and its bytes in the
 * alphabet that `atob` reads: pages had copies of the script of the time.
 */
function olderTrigger(attributes: JsonObject): JsonObject {
  const [, name, options] = /^window\.(oryWebAuthn\w+)\((.+)\)$/.exec(textOr(attributes.onclick)) ?? [];
  if (name === undefined || options === undefined) return attributes;
  const asked = JSON.parse(options) as JsonValue;
  const publicKey = isJsonObject(asked) && isJsonObject(asked.publicKey) ? asked.publicKey : {};
  const older = JSON.stringify({ publicKey: olderOptions(publicKey) });
  return { ...attributes, value: "", onclick: `window.__${name}(${older})` };
}

const OLDER_TIMEOUT_MS = 60_000;

/** In the order in which Kratos 0.8.2 wrote them. */
function olderOptions(publicKey: JsonObject): JsonObject {
  const { challenge, rp, user, pubKeyCredParams, rpId, userVerification } = publicKey;
  const { allowCredentials, excludeCredentials } = publicKey;
  if (!isJsonObject(user)) {
    return {
      challenge: inOlderAlphabet(challenge),
      timeout: OLDER_TIMEOUT_MS,
      rpId,
      allowCredentials: keysInOlderAlphabet(allowCredentials),
      userVerification,
    };
  }
  return {
    challenge: inOlderAlphabet(challenge),
    rp,
    user: { ...user, id: inOlderAlphabet(user.id) },
    pubKeyCredParams,
    authenticatorSelection: { requireResidentKey: false, userVerification: "preferred" },
    timeout: OLDER_TIMEOUT_MS,
    ...(excludeCredentials !== undefined && { excludeCredentials: keysInOlderAlphabet(excludeCredentials) }),
  };
}

function keysInOlderAlphabet(keys: JsonValue | undefined): JsonObject[] {
  return listOf(keys).map((key) => ({ ...key, id: inOlderAlphabet(key.id) }));
}

function inOlderAlphabet(bytes: JsonValue | undefined): string {
  return Buffer.from(textOr(bytes), "base64url").toString("base64");
}

/**
 * One field for the account's name, of the group of passwords. What is wrong with it stands at the node of its older
 * name, which a submission by that name has added.
 */
function withOlderIdentifier(nodes: JsonObject[]): JsonObject[] {
  const hasPassword = nodes.some((node) => nameOf(node) === "password");
  const added = nodes.find((node) => nameOf(node) === OLDER_IDENTIFIER);
  return nodes.flatMap((node) => {
    if (node === added) return nodes.some((other) => nameOf(other) === IDENTIFIER) ? [] : [node];
    if (nameOf(node) !== IDENTIFIER || !hasPassword || !isJsonObject(node.attributes)) return [node];
    return [
      {
        ...node,
        group: "password",
        attributes: { ...node.attributes, name: OLDER_IDENTIFIER, type: "text", required: true },
        messages: [...listOf(node.messages), ...listOf(added?.messages)].map(aboutOlderIdentifier),
        meta: { label: IDENTIFIER_LABEL },
      },
    ];
  });
}

function aboutOlderIdentifier(message: JsonObject): JsonObject {
  const { context } = message;
  if (!isJsonObject(context) || context.property !== IDENTIFIER) return message;
  return { ...message, context: { ...context, property: OLDER_IDENTIFIER } };
}

/** Once an address was sent, its field had no label any more. */
function isFilledEmail(node: JsonObject): boolean {
  return nameOf(node) === "email" && isJsonObject(node.attributes) && node.attributes.value !== undefined;
}

function isTrait(node: JsonObject): boolean {
  return (nameOf(node) ?? "").startsWith("traits.") && node.group === "default";
}

function nameOf({ attributes }: JsonObject): string | undefined {
  const name = isJsonObject(attributes) ? attributes.name : undefined;
  return typeof name === "string" ? name : undefined;
}

function textOr(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : []).filter(isJsonObject);
}
