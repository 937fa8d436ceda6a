// The schema extension "ory.sh/kratos": what a trait is used for (identifier, address to verify, address to recover by).
import * as z from "zod";
import type { JsonObject } from "../json.js";
import type { AddressChannel } from "./identity.js";
import { normaliseEmail, type PhoneParser } from "./normalise.js";
import type { TraitProblem } from "./problem.js";

export const EXTENSION_KEYWORD = "ory.sh/kratos";

const channel = z.enum(["email", "sms"]);

export const extensionSchema = z.strictObject({
  credentials: z
    .strictObject({
      password: z.strictObject({ identifier: z.boolean().optional() }).optional(),
      webauthn: z.strictObject({ identifier: z.boolean().optional() }).optional(),
      passkey: z.strictObject({ display_name: z.boolean().optional() }).optional(),
      totp: z.strictObject({ account_name: z.boolean().optional() }).optional(),
      code: z.strictObject({ identifier: z.boolean().optional(), via: channel.optional() }).optional(),
    })
    .optional(),
  verification: z.strictObject({ via: channel.optional() }).optional(),
  recovery: z.strictObject({ via: channel.optional() }).optional(),
  organizations: z.strictObject({ matcher: z.literal("email_domain").optional() }).optional(),
});

export type TraitExtension = z.infer<typeof extensionSchema>;

export interface CodeAddress {
  channel: AddressChannel;
  address: string;
}

export interface DerivedAddress {
  via: AddressChannel;
  value: string;
}

/** What an identity's traits say about how it signs in and where it can be reached. Nothing occurs twice. */
export interface DerivedIdentifiers {
  /** Identifiers of the password credential, lower-cased. */
  password: string[];
  /** Identifiers of the WebAuthn credential, lower-cased. */
  webauthn: string[];
  /** Addresses of the code credential, sorted by address. */
  code: CodeAddress[];
  verifiable: DerivedAddress[];
  recovery: DerivedAddress[];
  passkeyDisplayName?: string;
  totpAccountName?: string;
}

export interface Derivation {
  derived: DerivedIdentifiers;
  problems: TraitProblem[];
}

export function emptyDerivation(): Derivation {
  return {
    derived: { password: [], webauthn: [], code: [], verifiable: [], recovery: [] },
    problems: [],
  };
}

export interface ExtensionTools {
  isEmail: (value: string) => boolean;
  /** Undefined when the schema speaks of no phone numbers. */
  parsePhone: PhoneParser | undefined;
}

/** Whether identifiers, in any schema that uses this extension, can be phone numbers. */
export function usesPhoneNumbers(extension: TraitExtension): boolean {
  return extension.credentials?.code?.via === "sms" || extension.recovery?.via === "sms";
}

/** Whether the trait names the person at sign-in: its title then labels the identifier field. */
export function isIdentifierTrait(extension: TraitExtension): boolean {
  const { credentials } = extension;
  return (
    credentials?.password?.identifier === true ||
    credentials?.webauthn?.identifier === true ||
    credentials?.passkey?.display_name === true ||
    credentials?.totp?.account_name === true ||
    credentials?.code?.identifier === true
  );
}

/**
 * Applies one trait's extension to its value.
 *
 * @param into where identifiers, addresses and problems are collected
 * @param pointer JSON pointer of the value in the validated document
 */
export function applyExtension(
  extension: TraitExtension,
  value: unknown,
  traitSchema: JsonObject,
  pointer: string,
  tools: ExtensionTools,
  into: Derivation,
): void {
  const text = traitText(value);
  if (text === undefined || text.trim() === "") return;
  const { derived } = into;
  const { credentials } = extension;
  if (credentials?.password?.identifier === true) addUnique(derived.password, text.toLowerCase());
  if (credentials?.webauthn?.identifier === true) addUnique(derived.webauthn, text.toLowerCase());
  if (credentials?.passkey?.display_name === true) derived.passkeyDisplayName ??= text;
  if (credentials?.totp?.account_name === true) derived.totpAccountName ??= text;
  if (credentials?.code?.identifier === true) {
    addCodeAddress(credentials.code.via, text, traitSchema, pointer, tools, into);
  }
  if (extension.verification?.via !== undefined) {
    addVerifiable(extension.verification.via, text, traitSchema, pointer, tools, into);
  }
  if (extension.recovery?.via !== undefined) addRecovery(extension.recovery.via, text, pointer, tools, into);
}

function addCodeAddress(
  via: AddressChannel | undefined,
  text: string,
  traitSchema: JsonObject,
  pointer: string,
  tools: ExtensionTools,
  { derived, problems }: Derivation,
): void {
  if (via === undefined) {
    problems.push({ kind: "other", pointer, reason: 'The schema names no "via" for sign-in by code.' });
    return;
  }
  const address = via === "email" ? normaliseCodeEmail(text) : tools.parsePhone?.(text);
  if (address === undefined) {
    // The format says so already where there is one.
    if (traitSchema.format === "tel") return;
    problems.push({ kind: "other", pointer, reason: "This is not a valid phone number." });
    return;
  }
  if (derived.code.some((known) => known.channel === via && known.address === address)) return;
  derived.code.push({ channel: via, address });
  derived.code.sort((a, b) => compare(a.address, b.address) || compare(a.channel, b.channel));
}

function addVerifiable(
  via: AddressChannel,
  text: string,
  traitSchema: JsonObject,
  pointer: string,
  tools: ExtensionTools,
  { derived, problems }: Derivation,
): void {
  const format = traitSchema.format;
  if (format === undefined || format === "") {
    if (via === "sms") {
      const reason =
        'The schema names no "format" for an address that is verified by message; use "tel" or "no-validate".';
      problems.push({ kind: "other", pointer, reason });
      return;
    }
    if (!tools.isEmail(text)) {
      problems.push({ kind: "email", pointer, value: text });
      return;
    }
  }
  const isEmail = format === "email" || (via === "email" && (format === undefined || format === ""));
  addAddress(derived.verifiable, { via, value: isEmail ? normaliseEmail(text) : text.trim() });
}

function addRecovery(
  via: AddressChannel,
  text: string,
  pointer: string,
  tools: ExtensionTools,
  { derived, problems }: Derivation,
): void {
  if (via === "email") {
    if (tools.isEmail(text)) addAddress(derived.recovery, { via, value: normaliseEmail(text) });
    else problems.push({ kind: "email", pointer, value: text });
    return;
  }
  if (tools.parsePhone?.(text) !== undefined) addAddress(derived.recovery, { via, value: text.trim() });
  else problems.push({ kind: "phone", pointer, value: text });
}

function normaliseCodeEmail(text: string): string {
  return text.includes("@") ? normaliseEmail(text) : text;
}

function traitText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function addAddress(addresses: DerivedAddress[], address: DerivedAddress): void {
  if (!addresses.some((known) => known.via === address.via && known.value === address.value)) {
    addresses.push(address);
  }
}

function addUnique(values: string[], value: string): void {
  if (!values.includes(value)) values.push(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
