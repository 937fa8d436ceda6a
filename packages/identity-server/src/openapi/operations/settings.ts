// A person's own account.
import { failure } from "../answers.js";
import type { Answer, Paths } from "../model.js";
import { returnTo } from "../parameters.js";
import {
  fetchFlow,
  openLink,
  startBrowser,
  startNative,
  submitFlow,
  withFlow,
  type FlowWords,
} from "./flow.js";

const words: FlowWords = { name: "Settings", schema: "settingsFlow", what: "a change of the own account" };

const needsSession: Record<string, Answer> = {
  401: failure("Nobody is signed in.", "errorNoActiveSession"),
  403: failure(
    "The session needs a second factor, or the flow is another person's.",
    "errorGeneric",
    "errorAuthenticatorAssuranceLevelNotSatisfied",
  ),
};
const success = withFlow(words.schema);

export const settings: Paths = {
  "/self-service/settings/browser": {
    get: startBrowser(words, { parameters: [returnTo], responses: needsSession }),
  },
  "/self-service/settings/api": { get: startNative(words, { parameters: [], responses: needsSession }) },
  "/self-service/settings/flows": { get: fetchFlow(words, needsSession) },
  "/self-service/settings": {
    post: submitFlow(words, { success }),
    get: openLink(words, { success, summary: "Come back after the sign-in was repeated" }),
  },
};
