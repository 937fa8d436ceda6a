/** Which change a form of the settings asks for, read off what was posted as the service reads it. */
import { z } from "zod";
import { type Fields, fieldValue } from "@/lib/forms/fields";
import type { SecurityEventKind } from "./security-events";

/** A field that asks for one change; `undefined` where nothing is changed yet by it, as when backup codes are only made. */
interface Ask {
  kind: SettingsEventKind | undefined;
  /** Whether it is a yes or no, so that `false` asks for nothing. */
  isSwitch?: boolean;
  /** Whether its value names a provider. */
  isProvider?: boolean;
}

interface Method {
  /** The value of `method` that chooses it without a field of its own; undefined where there is none such. */
  name?: string;
  /** What it asks for if no field of its own says otherwise. */
  plainly?: SettingsEventKind;
  /** One of them is given at most. */
  asks: Record<string, Ask>;
}

export const settingsEventKinds = [
  "profile_changed",
  "password_changed",
  "authenticator_added",
  "authenticator_removed",
  "backup_codes_made",
  "backup_codes_shown",
  "backup_codes_removed",
  "security_key_added",
  "security_key_removed",
  "passkey_added",
  "passkey_removed",
  "account_linked",
  "account_unlinked",
] as const satisfies readonly SecurityEventKind[];
export type SettingsEventKind = (typeof settingsEventKinds)[number];

/**
 * In the order in which the service asks its methods, the first of which to feel addressed takes the form: some by the
 * value of `method` alone, whatever fields of others come along, some by a field of theirs, whatever `method` says.
 */
const methods: readonly Method[] = [
  { name: "profile", plainly: "profile_changed", asks: {} },
  { name: "password", plainly: "password_changed", asks: {} },
  {
    asks: {
      link: { kind: "account_linked", isProvider: true },
      unlink: { kind: "account_unlinked", isProvider: true },
    },
  },
  {
    name: "totp",
    asks: {
      totp_unlink: { kind: "authenticator_removed", isSwitch: true },
      totp_code: { kind: "authenticator_added" },
    },
  },
  {
    asks: {
      passkey_remove: { kind: "passkey_removed" },
      passkey_settings_register: { kind: "passkey_added" },
    },
  },
  {
    asks: {
      webauthn_remove: { kind: "security_key_removed" },
      webauthn_register: { kind: "security_key_added" },
    },
  },
  {
    asks: {
      lookup_secret_regenerate: { kind: undefined, isSwitch: true },
      lookup_secret_reveal: { kind: "backup_codes_shown", isSwitch: true },
      lookup_secret_confirm: { kind: "backup_codes_made", isSwitch: true },
      lookup_secret_disable: { kind: "backup_codes_removed", isSwitch: true },
    },
  },
];

export const settingsEventShape = z.object({
  kind: z.enum(settingsEventKinds),
  /** Providers, as `oidc:github`. */
  ways: z.array(z.string().regex(/^oidc:[\w.-]{1,64}$/)).max(1),
});
export type SettingsEvent = z.infer<typeof settingsEventShape>;

/** @returns undefined where nothing is changed yet, or nobody can say what is */
export function settingsEvent(fields: Fields): SettingsEvent | undefined {
  const chosen = fieldValue(fields, "method");
  for (const { name, plainly, asks } of methods) {
    const isChosen = name !== undefined && chosen === name;
    if (isChosen && plainly !== undefined) return { kind: plainly, ways: [] };
    // An authenticator's code counts only with its method; every other field speaks for itself.
    const [given] = givenOf(asks, fields).filter((field) => field !== "totp_code" || isChosen);
    const ask = given === undefined ? undefined : asks[given];
    if (given === undefined || !ask) continue;
    const way = ask.isProvider ? providerOf(fieldValue(fields, given) ?? "") : undefined;
    return ask.kind && { kind: ask.kind, ways: way === undefined ? [] : [way] };
  }
  return undefined;
}

/**
 * Whether a form asks for two changes by fields that speak for themselves, or names two methods or providers: which of them
 * is taken differs from one version of the service and one kind of flow to another, so that nobody could say afterwards what
 * was done. No page makes such a form.
 */
export function isContradictory(fields: Fields): boolean {
  const given = methods.flatMap(({ asks }) => givenOf(asks, fields));
  const isWithProvider = given.includes("link") || given.includes("unlink");
  const valuesOf = (name: string) =>
    new Set(fields.filter(([each]) => each === name).map(([, value]) => value));
  return (
    given.filter((name) => name !== "totp_code" || given.includes("totp_unlink")).length > 1 ||
    (isWithProvider && valuesOf("method").has("profile")) ||
    ["method", ...methods.flatMap(({ asks }) => textNames(asks))].some((name) => valuesOf(name).size > 1)
  );
}

const textNames = (asks: Method["asks"]) =>
  Object.entries(asks).flatMap(([name, { isSwitch }]) => (isSwitch ? [] : [name]));

function givenOf(asks: Method["asks"], fields: Fields): string[] {
  return Object.entries(asks).flatMap(([name, { isSwitch }]) => {
    const value = fieldValue(fields, name) ?? "";
    return (isSwitch ? /^(1|t|true)$/i.test(value) : value !== "") ? [name] : [];
  });
}

/** Providers are named in the configuration; what else is sent there is no name of one. */
function providerOf(value: string): string | undefined {
  const name = value.replace(/[^\w.-]/g, "").slice(0, 64);
  return name === "" ? undefined : `oidc:${name}`;
}
