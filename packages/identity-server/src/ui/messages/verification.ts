// 108xxxx and 407xxxx: verification of an address.
import type { Timestamp } from "../../time.js";
import { error, info, moment, span, success } from "./make.js";

export const verificationLinkSent = () =>
  info(1080001, "A link is on its way to this address. Nothing arrives? Check that it is spelled right.");
export const verificationSucceeded = () => success(1080002, "Thank you: this address is confirmed.");
export const verificationCodeSent = () =>
  info(1080003, "A code is on its way to this address. Nothing arrives? Check that it is spelled right.");

export const verificationLinkInvalid = () =>
  error(
    4070001,
    "This link does not work any more: it has been used, or a newer one was sent. Please ask for a new one.",
  );
export const verificationAlreadyCompleted = () => error(4070002, "This address has already been confirmed.");
export const verificationFailed = () => error(4070003, "This confirmation went wrong. Please begin again.");
export const verificationFlowExpired = (expiredAt: Timestamp, now: Timestamp) =>
  error(
    4070005,
    `This confirmation was open for too long: it ran out ${span(now - expiredAt)} ago. Please try again.`,
    moment("expired_at", expiredAt),
  );
export const verificationCodeInvalid = () =>
  error(4070006, "This code is not right, or it has been used. Please try again.");
