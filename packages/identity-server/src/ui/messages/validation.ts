// 400xxxx: what is wrong with a submission.
import type { JsonValue } from "../../json.js";
import { error } from "./make.js";

/** @param reason a sentence for the person; it is the text as well */
export const genericProblem = (reason: string) => error(4000001, reason, { reason });
/** @param property the last part of the field's name */
export const requiredMissing = (property: string) =>
  error(4000002, "Please fill in this field.", { property });
export const tooShort = (minLength: number, actualLength: number) =>
  error(4000003, `Please enter at least ${characters(minLength)}.`, {
    min_length: minLength,
    actual_length: actualLength,
  });
export const patternMismatch = (pattern: string) =>
  error(4000004, "This does not have the expected form.", { pattern });
export const passwordPolicyViolated = (reason: string) =>
  error(4000005, `This password can't be used: ${reason}`, { reason });
export const invalidCredentials = () =>
  error(4000006, "Sign-in name and password do not match. Please check both.");
export const duplicateCredentials = () =>
  error(4000007, "There is an account with this address or name already.");
export const totpCodeWrong = () =>
  error(4000008, "This code is not right. Please try the next one that the app shows.");
export const identifierMissing = () =>
  error(4000009, "Nothing was given to sign in with later, such as an email address.");
export const addressNotVerified = () =>
  error(4000010, "Your address is not confirmed yet. Please look for our mail and follow it.");
export const noTotpDevice = () => error(4000011, "Your account has no authenticator app.");
export const backupCodeUsed = () =>
  error(4000012, "This backup code has been used. Please take another one.");
export const noSecurityKey = () => error(4000013, "Your account has no security key.");
export const noBackupCodes = () => error(4000014, "Your account has no backup codes.");
export const securityKeyAccountUnknown = () =>
  error(4000015, "There is no such account, or it has no security key or passkey.");
export const backupCodeInvalid = () => error(4000016, "This is none of your backup codes.");
export const tooLong = (maxLength: number, actualLength: number) =>
  error(4000017, `Please enter at most ${characters(maxLength)}.`, {
    max_length: maxLength,
    actual_length: actualLength,
  });
export const belowMinimum = (minimum: number, actual: number) =>
  error(4000018, `This must be ${String(minimum)} or more.`, { minimum, actual });
export const notAboveMinimum = (minimum: number, actual: number) =>
  error(4000019, `This must be more than ${String(minimum)}.`, { minimum, actual });
export const aboveMaximum = (maximum: number, actual: number) =>
  error(4000020, `This must be ${String(maximum)} or less.`, { maximum, actual });
export const notBelowMaximum = (maximum: number, actual: number) =>
  error(4000021, `This must be less than ${String(maximum)}.`, { maximum, actual });
export const notMultipleOf = (base: number, actual: number) =>
  error(4000022, `This must be a multiple of ${String(base)}.`, { base, actual });
export const tooManyItems = (maxItems: number, actualItems: number) =>
  error(4000023, `At most ${String(maxItems)} entries are possible.`, {
    max_items: maxItems,
    actual_items: actualItems,
  });
export const tooFewItems = (minItems: number, actualItems: number) =>
  error(4000024, `At least ${String(minItems)} entries are needed.`, {
    min_items: minItems,
    actual_items: actualItems,
  });
export const itemsNotUnique = (indexA: number, indexB: number) =>
  error(4000025, `Entries ${String(indexA + 1)} and ${String(indexB + 1)} are the same.`, {
    index_a: indexA,
    index_b: indexB,
  });
export const wrongType = (allowedTypes: string[], actualType: string) =>
  error(4000026, `This must be of the type ${allowedTypes.join(" or ")}.`, {
    allowed_types: allowedTypes,
    actual_type: actualType,
  });
export const duplicateOnLink = () =>
  error(4000027, "There is an account with this address already. Sign in to it to link your profile.");

export interface DuplicateHints {
  credentialTypes: string[];
  oidcProviders: string[];
  identifier: string;
}

export const duplicateWithHints = ({ credentialTypes, oidcProviders, identifier }: DuplicateHints) =>
  error(
    4000028,
    `There is an account with ${identifier === "" ? "this address or name" : identifier} already.${waysIn(credentialTypes, oidcProviders)}`,
    {
      available_credential_types: credentialTypes,
      available_oidc_providers: oidcProviders,
      credential_identifier_hint: identifier,
    },
  );
export const notTheConstant = (expected: JsonValue) =>
  error(4000029, `This must be ${JSON.stringify(expected)}.`, { expected });
export const constantMismatch = () => error(4000030, "This is not the expected value.");
export const passwordTooSimilar = () =>
  error(4000031, "This password is too much like your address or name. Please choose another one.");
export const passwordTooShort = (minLength: number, actualLength: number) =>
  error(4000032, `A password needs at least ${characters(minLength)}.`, {
    min_length: minLength,
    actual_length: actualLength,
  });
export const passwordTooLong = (maxLength: number, actualLength: number) =>
  error(4000033, `A password can have at most ${characters(maxLength)}.`, {
    max_length: maxLength,
    actual_length: actualLength,
  });
export const passwordBreached = (breaches: number) =>
  error(4000034, "This password is in lists of stolen passwords. Please choose another one.", { breaches });
export const codeAccountUnknown = () =>
  error(4000035, "There is no such account, or it can't sign in with a code.");
export const traitsMismatch = () =>
  error(4000036, "Your details changed since the code was sent. Please ask for a new code.");
export const accountNotFound = () => error(4000037, "There is no such account, or it has no way to sign in.");
export const captchaFailed = () =>
  error(4000038, "The check that you are a person failed. Please try again.");
export const passwordUnchanged = () =>
  error(4000039, "This is your password already. Please choose a new one.");
export const invalidEmail = (value: string) =>
  error(4000040, "Please enter an email address such as name@example.org.", { value });
export const invalidPhone = (value: string) =>
  error(4000041, "Please enter a phone number with its country code, such as +49 151 23456789.", { value });

function characters(count: number): string {
  return count === 1 ? "1 character" : `${String(count)} characters`;
}

const waysToSignIn: Record<string, string> = {
  password: "your password",
  oidc: "another service",
  webauthn: "your security key",
  passkey: "your passkey",
  code: "a code",
};

function waysIn(credentialTypes: string[], oidcProviders: string[]): string {
  const ways = credentialTypes.map((type) => waysToSignIn[type]).filter((way) => way !== undefined);
  const services = oidcProviders.length > 0 ? ` (${oidcProviders.join(", ")})` : "";
  return ways.length > 0 || services !== ""
    ? ` You can sign in with ${ways.join(" or ") || "another service"}${services}.`
    : "";
}
