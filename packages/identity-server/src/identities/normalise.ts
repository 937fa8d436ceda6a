// How identifiers and addresses are brought to the one form in which they are stored and looked up.
import type * as PhoneNumbers from "libphonenumber-js/max";
import type { AddressChannel } from "./identity.js";

/** Parses a number in international form. @returns its E.164 form, or undefined when it is no valid number */
export type PhoneParser = (value: string) => string | undefined;

let phoneParser: Promise<PhoneParser> | undefined;

/** The tables of all countries' numbers are heavy: they are loaded when the first phone number turns up. */
export function loadPhoneParser(): Promise<PhoneParser> {
  phoneParser ??= import("libphonenumber-js/max").then(createPhoneParser);
  return phoneParser;
}

function createPhoneParser({ parsePhoneNumberFromString }: typeof PhoneNumbers): PhoneParser {
  return (value) => {
    const number = parsePhoneNumberFromString(value, { extract: false });
    return number?.isValid() === true ? number.number : undefined;
  };
}

/** Mail addresses are compared without regard to case, although the standard lets a host tell cases apart. */
export function normaliseEmail(value: string): string {
  return value.trim().toLowerCase();
}

/** An address as it is stored and counted: mail without regard to case, anything else as it was typed. */
export function normaliseAddress(value: string): string {
  return value.includes("@") ? normaliseEmail(value) : value.trim();
}

/** What kind of address somebody typed. */
export function channelOf(address: string): AddressChannel {
  return address.includes("@") ? "email" : "sms";
}

/** The form in which password and WebAuthn identifiers are stored and looked up. */
export function normaliseIdentifier(value: string): string {
  return value.trim().toLowerCase();
}

/**
 * Brings what somebody typed as an identifier to its stored form: a valid phone number to E.164, a mail address to
 * lower case; anything else is only trimmed.
 */
export async function normaliseTypedIdentifier(value: string): Promise<string> {
  if (looksLikePhone(value)) {
    const parse = await loadPhoneParser();
    const number = parse(value);
    if (number !== undefined) return number;
  }
  return normaliseAddress(value);
}

function looksLikePhone(value: string): boolean {
  return /^\s*\+[\d\s().-]{3,}$/.test(value);
}
