// 106xxxx and 406xxxx: recovery of an account.
import { iso, type Timestamp } from "../../time.js";
import { error, info, moment, span, success } from "./make.js";

export const recoverySucceeded = (privilegedUntil: Timestamp, now: Timestamp) =>
  success(
    1060001,
    `You are back in your account. Within the next ${span(privilegedUntil - now).replace(/^a /, "")} you can set a new password.`,
    {
      privilegedSessionExpiresAt: iso(privilegedUntil),
      ...moment("privileged_session_expires_at", privilegedUntil),
    },
  );
export const recoveryLinkSent = () =>
  info(1060002, "If this address belongs to an account, a link is on its way to it.");
export const recoveryCodeSent = () =>
  info(1060003, "If this address belongs to an account, a code is on its way to it.");
export const recoveryCodeSentToMasked = (maskedAddress: string) =>
  info(1060004, `If ${maskedAddress} is the address of an account, a code is on its way to it.`, {
    masked_address: maskedAddress,
  });
export const recoveryEnterFullAddress = () => info(1060005, "Please enter the whole address.");
export const recoveryChooseAddress = () => info(1060006, "Where shall the code go?");
export const recoveryBackLabel = () => info(1060007, "Back");

export const recoveryAlreadyCompleted = () => error(4060001, "This recovery has already been completed.");
export const recoveryFailed = () => error(4060002, "This recovery went wrong. Please begin again.");
export const recoveryLinkInvalid = () =>
  error(
    4060004,
    "This link does not work any more: it has been used, or a newer one was sent. Please ask for a new one.",
  );
export const recoveryFlowExpired = (expiredAt: Timestamp, now: Timestamp) =>
  error(
    4060005,
    `This recovery was open for too long: it ran out ${span(now - expiredAt)} ago. Please try again.`,
    moment("expired_at", expiredAt),
  );
export const recoveryCodeInvalid = () =>
  error(4060006, "This code is not right, or it has been used. Please try again.");
