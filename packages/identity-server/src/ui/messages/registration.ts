// 104xxxx and 404xxxx: sign-up.
import type { Timestamp } from "../../time.js";
import { error, info, moment, span } from "./make.js";

export const registrationLabel = () => info(1040001, "Sign up");
export const registrationWithProviderLabel = (provider: string, providerId: string) =>
  info(1040002, `Sign up with ${provider}`, { provider, provider_id: providerId });
export const registrationContinueLabel = () => info(1040003, "Continue");
export const registrationSecurityKeyLabel = () => info(1040004, "Sign up with a security key");
export const registrationCodeSent = () =>
  info(1040005, "A code is on its way to you. Nothing arrives? Check that the address is spelled right.");
export const registrationSendCodeLabel = () => info(1040006, "Send me a sign-up code");
export const registrationPasskeyLabel = () => info(1040007, "Sign up with a passkey");
export const registrationBackLabel = () => info(1040008, "Back");
export const registrationChooseCredential = () => info(1040009, "How do you want to sign in from now on?");

export const registrationFlowExpired = (expiredAt: Timestamp, now: Timestamp) =>
  error(
    4040001,
    `This sign-up was open for too long: it ran out ${span(now - expiredAt)} ago. Please try again.`,
    moment("expired_at", expiredAt),
  );
export const registrationAlreadyCompleted = () => error(4040002, "This sign-up has already been completed.");
export const registrationCodeInvalid = () =>
  error(4040003, "This code is not right, or it has been used. Please try again.");
