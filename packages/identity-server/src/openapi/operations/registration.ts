// Sign-up.
import { jsonWithCookie } from "../answers.js";
import { ref, type Paths } from "../model.js";
import {
  exchangeCode,
  identitySchema,
  loginChallenge,
  organization,
  query,
  returnTo,
} from "../parameters.js";
import { fetchFlow, openLink, startBrowser, startNative, submitFlow, type FlowWords } from "./flow.js";

const words: FlowWords = { name: "Registration", schema: "registrationFlow", what: "sign-up" };

const afterVerification = query(
  "after_verification_return_to",
  "Where the browser ends after the verification.",
);
const success = jsonWithCookie("Signed up.", ref("successfulNativeRegistration"));

export const registration: Paths = {
  "/self-service/registration/browser": {
    get: startBrowser(words, {
      parameters: [returnTo, loginChallenge, afterVerification, organization, identitySchema],
    }),
  },
  "/self-service/registration/api": {
    get: startNative(words, { parameters: [returnTo, exchangeCode, organization, identitySchema] }),
  },
  "/self-service/registration/flows": { get: fetchFlow(words) },
  "/self-service/registration": {
    post: submitFlow(words, { success }),
    get: { ...openLink(words, { success, summary: "Refused: a GET changes nothing" }), deprecated: true },
  },
};
