// 101xxxx and 401xxxx: sign-in.
import type { Timestamp } from "../../time.js";
import { error, info, moment, span } from "./make.js";

export const loginLabel = () => info(1010001, "Sign in");
export const loginWithProviderLabel = (provider: string, providerId: string) =>
  info(1010002, `Sign in with ${provider}`, { provider, provider_id: providerId });
export const loginConfirmIdentity = () => info(1010003, "Please confirm that it is you.");
export const loginSecondFactorNeeded = () =>
  info(1010004, "One more step: please confirm with your second factor.");
export const loginVerifyLabel = () => info(1010005, "Verify");
export const loginTotpCodeLabel = () => info(1010006, "Code from your authenticator app");
export const loginBackupCodeLabel = () => info(1010007, "Backup code");
export const loginSecurityKeyLabel = () => info(1010008, "Sign in with a security key");
export const loginTotpLabel = () => info(1010009, "Use the authenticator app");
export const loginLookupLabel = () => info(1010010, "Use a backup code");
export const loginSecurityKeyContinueLabel = () => info(1010011, "Go on with your security key");
export const loginSecurityKeyPrepare = () =>
  info(1010012, "Have your security key or device at hand, then go on.");
export const loginContinueLabel = () => info(1010013, "Continue");
export const loginCodeSent = () =>
  info(1010014, "A code is on its way to you. Nothing arrives? Check that the address is spelled right.");
export const loginSendCodeLabel = () => info(1010015, "Send me a sign-in code");

export interface AccountLinking {
  identifier: string;
  provider: string;
  newLoginUrl: string;
  availableCredentialTypes: string[];
  availableProviders: string[];
}

export const loginLinkAccount = (linking: AccountLinking) =>
  info(
    1010016,
    `${linking.identifier} already has an account. Sign in to it once, and ${linking.provider} is added to it.`,
    {
      duplicateIdentifier: linking.identifier,
      provider: linking.provider,
      newLoginUrl: linking.newLoginUrl,
      duplicate_identifier: linking.identifier,
      new_login_url: linking.newLoginUrl,
      available_credential_types: linking.availableCredentialTypes,
      available_providers: linking.availableProviders,
    },
  );
export const loginAndLinkAccountLabel = () => info(1010017, "Sign in and link");
export const loginConfirmWithProviderLabel = (provider: string) =>
  info(1010018, `Confirm with ${provider}`, { provider });
export const loginRequestCodeLabel = () => info(1010019, "Send me a code");
export const loginPasskeyLabel = () => info(1010021, "Sign in with a passkey");
export const loginPasswordLabel = () => info(1010022, "Sign in with password");
export const loginSendCodeToLabel = (address: string, channel: string) =>
  info(1010023, `Send a code to ${address}`, { address, channel });

export const loginFlowExpired = (expiredAt: Timestamp, now: Timestamp) =>
  error(
    4010001,
    `This sign-in was open for too long: it ran out ${span(now - expiredAt)} ago. Please try again.`,
    moment("expired_at", expiredAt),
  );
export const loginNoMethod = () =>
  error(4010002, "No way to sign in was chosen. Please fill in the form and try again.");
export const registrationNoMethod = () =>
  error(4010003, "No way to sign up was chosen. Please fill in the form and try again.");
export const settingsNoMethod = () =>
  error(4010004, "Nothing to change was chosen. Please fill in the form and try again.");
export const recoveryNoMethod = () =>
  error(4010005, "The form was not complete. Please fill it in and try again.");
export const verificationNoMethod = () =>
  error(4010006, "The form was not complete. Please fill it in and try again.");
export const loginAlreadyCompleted = () => error(4010007, "This sign-in has already been completed.");
export const loginCodeInvalid = () =>
  error(4010008, "This code is not right, or it has been used. Please try again.");
export const loginLinkMismatch = () =>
  error(4010009, "That is not the account which is to be linked. Please sign in to the right one.");
export const loginAddressUnknown = () => error(4010010, "This address does not belong to your account.");
