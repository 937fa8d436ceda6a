// Sign-in.
import { failure, jsonWithCookie } from "../answers.js";
import { ref, type Paths } from "../model.js";
import * as parameter from "../parameters.js";
import { fetchFlow, openLink, startBrowser, startNative, submitFlow, type FlowWords } from "./flow.js";

const words: FlowWords = { name: "Login", schema: "loginFlow", what: "sign-in" };

const { refresh, aal, returnTo, loginChallenge, organization, via, identitySchema, exchangeCode } = parameter;
const noSession = { 401: failure("A second factor was asked for, and nobody is signed in.") };
const success = jsonWithCookie(
  "Signed in; or on to the second factor, where a provider is linked after it.",
  { anyOf: [ref("successfulNativeLogin"), ref("loginFlow")] },
);

export const login: Paths = {
  "/self-service/login/browser": {
    get: startBrowser(words, {
      parameters: [refresh, aal, returnTo, loginChallenge, organization, via, identitySchema],
      responses: noSession,
    }),
  },
  "/self-service/login/api": {
    get: startNative(words, {
      parameters: [refresh, aal, returnTo, exchangeCode, organization, via, identitySchema],
      responses: noSession,
    }),
  },
  "/self-service/login/flows": { get: fetchFlow(words) },
  "/self-service/login": {
    post: submitFlow(words, { success }),
    get: { ...openLink(words, { success, summary: "Refused: a GET changes nothing" }), deprecated: true },
  },
};
