// 107xxxx: labels of fields and buttons.
import { info } from "./make.js";

/** A masked address to choose. */
export const addressLabel = (masked: string) => info(1070000, masked);
export const passwordLabel = () => info(1070001, "Password");
/** The label of a trait: the title that the identity schema gives it. */
export const traitLabel = (title: string, name: string) => info(1070002, title, { title, name });
export const saveLabel = () => info(1070003, "Save");
export const identifierLabel = () => info(1070004, "Sign-in name");
export const submitLabel = () => info(1070005, "Submit");
export const verifyCodeLabel = () => info(1070006, "Code from the app");
export const emailLabel = () => info(1070007, "Email");
export const resendCodeLabel = () => info(1070008, "Send a new code");
export const continueLabel = () => info(1070009, "Continue");
export const recoveryCodeLabel = () => info(1070010, "Recovery code");
export const verificationCodeLabel = () => info(1070011, "Verification code");
export const registrationCodeLabel = () => info(1070012, "Sign-up code");
export const loginCodeLabel = () => info(1070013, "Sign-in code");
export const loginAndLinkLabel = () => info(1070014, "Sign in and link");
export const captchaLabel = () => info(1070015, "Show that you are a person to go on.");
export const recoveryAddressLabel = () => info(1070016, "Email or phone number");
export const phoneNumberLabel = () => info(1070017, "Phone number");
