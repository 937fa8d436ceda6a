// The order of a form's nodes: by group, then by name within a group.
import { nodeName, type NodeGroup, type UiNode } from "./node.js";

export interface NodeOrder {
  /** Groups that are not listed come first. */
  groups: NodeGroup[];
  /** Beginnings of names; a node stands at the place of the first one that fits, after all of them when none fits. */
  names: string[];
}

export const LOGIN_ORDER: NodeOrder = {
  groups: ["oidc", "default", "webauthn", "passkey", "code", "password", "totp", "lookup_secret"],
  names: ["csrf_token", "identifier", "password"],
};

/** @param traits the schema's dotted trait names in document order */
export function registrationOrder(traits: string[]): NodeOrder {
  const [first, ...others] = traits;
  return {
    groups: ["oidc", "default", "webauthn", "passkey", "code", "password", "profile"],
    names: [
      "csrf_token",
      ...(first === undefined ? [] : [first]),
      "password",
      ...others,
      "webauthn_remove",
      "webauthn_register_displayname",
      "webauthn_register",
    ],
  };
}

/** @param traits the schema's dotted trait names in document order */
export function settingsOrder(traits: string[]): NodeOrder {
  return {
    groups: ["default", "profile", "password", "oidc", "lookup_secret", "webauthn", "passkey", "totp"],
    names: [
      ...traits,
      "lookup_secret_reveal",
      "lookup_secret_regenerate",
      "lookup_secret_codes",
      "lookup_secret_confirm",
      "webauthn_remove",
      "webauthn_register_displayname",
      "webauthn_register",
      "passkey_remove",
      "passkey_register",
      "totp_qr",
      "totp_secret_key",
      "totp_unlink",
      "totp_code",
    ],
  };
}

/**
 * The nodes in order. `default` and `password` count as one group in the second pass, so that a password can stand
 * between two traits. A node named `method` comes last in its group.
 */
export function sortNodes(nodes: UiNode[], order: NodeOrder): UiNode[] {
  const byGroup = nodes.toSorted((a, b) => order.groups.indexOf(a.group) - order.groups.indexOf(b.group));
  return insertionSort(byGroup, (a, b) => isBefore(a, b, order.names));
}

/**
 * A stable sort that only ever swaps neighbours: "is before" says nothing about nodes of different groups, so the
 * order is a partial one, and the built-in sort could carry a node past another group.
 */
function insertionSort(nodes: UiNode[], precedes: (a: UiNode, b: UiNode) => boolean): UiNode[] {
  const sorted: UiNode[] = [];
  for (const node of nodes) {
    let place = sorted.length;
    for (let before = sorted[place - 1]; before && precedes(node, before); before = sorted[place - 1]) {
      place -= 1;
    }
    sorted.splice(place, 0, node);
  }
  return sorted;
}

function isBefore(a: UiNode, b: UiNode, names: string[]): boolean {
  if (!areComparable(a.group, b.group)) return false;
  const placeA = placeOf(nodeName(a), names);
  const placeB = placeOf(nodeName(b), names);
  return placeA === placeB ? printedValue(a) < printedValue(b) : placeA < placeB;
}

function areComparable(a: NodeGroup, b: NodeGroup): boolean {
  return a === b || (isFormGroup(a) && isFormGroup(b));
}

function isFormGroup(group: NodeGroup): boolean {
  return group === "default" || group === "password";
}

function placeOf(name: string, names: string[]): number {
  if (name === "method") return Number.POSITIVE_INFINITY;
  const place = names.findIndex((beginning) => name.startsWith(beginning));
  return place === -1 ? names.length : place;
}

/** Ties are broken by the value as Go prints it, where a missing value is `<nil>`. */
function printedValue(node: UiNode): string {
  switch (node.type) {
    case "input": {
      const { value } = node.attributes;
      if (value === undefined || value === null) return "<nil>";
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    }
    case "text":
      return "&{";
    case "a":
      return node.attributes.href;
    case "img":
    case "script":
      return node.attributes.src;
  }
}
