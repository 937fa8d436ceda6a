/** What browsers and assistive tools should know of a field and the service doesn't say (WCAG 1.3.5). */
import type { InputNode } from "./nodes";

interface FieldHints {
  autoComplete?: string;
  inputMode?: "numeric" | "email" | "tel";
  /** A code of digits, to be typed from a mail or an app. */
  isOneTimeCode?: boolean;
  /** Not prose: no capital letter is put first, no word underlined, and it is written from left to right. */
  isVerbatim?: boolean;
}

const byName: Record<string, FieldHints> = {
  identifier: { autoComplete: "username", isVerbatim: true },
  email: { autoComplete: "email", inputMode: "email", isVerbatim: true },
  recovery_address: { autoComplete: "username", isVerbatim: true },
  recovery_confirm_address: { autoComplete: "off", isVerbatim: true },
  code: { autoComplete: "one-time-code", inputMode: "numeric", isOneTimeCode: true, isVerbatim: true },
  totp_code: { autoComplete: "one-time-code", inputMode: "numeric", isOneTimeCode: true, isVerbatim: true },
  lookup_secret: { autoComplete: "off", isVerbatim: true },
  webauthn_register_displayname: { autoComplete: "off" },
  "traits.name": { autoComplete: "name" },
  "traits.name.first": { autoComplete: "given-name" },
  "traits.name.last": { autoComplete: "family-name" },
  "traits.first_name": { autoComplete: "given-name" },
  "traits.last_name": { autoComplete: "family-name" },
  "traits.username": { autoComplete: "username", isVerbatim: true },
};

const byType: Record<string, FieldHints> = {
  email: { inputMode: "email", isVerbatim: true },
  tel: { inputMode: "tel", isVerbatim: true },
  url: { isVerbatim: true },
  password: { isVerbatim: true },
};

/** The label of a field that takes a phone's number and nothing else, whatever its type. */
const PHONE_LABEL = 1070017;

/** The label of a field that takes what one trait of the schema holds: it names the trait. */
const TRAIT_LABEL = 1070002;

/**
 * Where people are known by one trait, its name tells which keyboard is of use to say who signs in. Of several, and of
 * names that say nothing, the one for any text.
 */
const byTrait: readonly [name: RegExp, inputMode: "email" | "tel"][] = [
  [/^e?mail(address)?$/, "email"],
  [/^(tele|mobile|cell)?(phone|tel)(number)?$|^mobile(number)?$/, "tel"],
];

function keyboardOf({ attributes, meta: { label } }: InputNode): FieldHints["inputMode"] {
  if (label?.id === PHONE_LABEL) return "tel";
  if (attributes.name !== "identifier" || label?.id !== TRAIT_LABEL) return undefined;
  const { name } = (label.context ?? {}) as { name?: unknown };
  const key = String(name).split(".").at(-1)?.toLowerCase().replace(/[_-]/g, "") ?? "";
  return byTrait.find(([pattern]) => pattern.test(key))?.[1];
}

/** Hints for a field. What the node itself says comes first. */
export function fieldHints(node: InputNode): FieldHints {
  const { attributes } = node;
  const inputMode = keyboardOf(node);
  const hints: FieldHints = {
    ...byType[attributes.type],
    ...byName[attributes.name],
    ...(inputMode && { inputMode }),
  };
  return attributes.autocomplete ? { ...hints, autoComplete: attributes.autocomplete } : hints;
}

const secretNames = ["password", "totp_code", "lookup_secret", "code"];

/** Passwords and codes: never written back into a page, whatever a flow carries. */
export function isSecret({ attributes }: InputNode): boolean {
  return attributes.type === "password" || secretNames.includes(attributes.name);
}
