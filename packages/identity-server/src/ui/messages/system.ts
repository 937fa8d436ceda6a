// 500xxxx: the server could not do its part.
import { error } from "./make.js";

/** @param reason a sentence for the person; it is the text as well */
export const systemError = (reason: string) => error(5000001, reason, { reason });
export const noMethodsAvailable = () =>
  error(5000002, "There is no way to sign in at the moment. Please try again later.");
