// Recovery and verification: the flows that send a mail.
import type { Paths } from "../model.js";
import { query, returnTo } from "../parameters.js";
import {
  fetchFlow,
  openLink,
  startBrowser,
  startNative,
  submitFlow,
  withFlow,
  type FlowWords,
} from "./flow.js";

const recoveryWords: FlowWords = {
  name: "Recovery",
  schema: "recoveryFlow",
  what: "the recovery of an account",
};
const verificationWords: FlowWords = {
  name: "Verification",
  schema: "verificationFlow",
  what: "the verification of an address",
};

const token = query("token", "The secret of the link in a mail.");
const code = query("code", "The code in a mail.");

function paths(kind: string, words: FlowWords, parameters: (typeof token)[]): Paths {
  const success = withFlow(words.schema);
  return {
    [`/self-service/${kind}/browser`]: { get: startBrowser(words, { parameters: [returnTo] }) },
    [`/self-service/${kind}/api`]: { get: startNative(words, { parameters: [returnTo] }) },
    [`/self-service/${kind}/flows`]: { get: fetchFlow(words) },
    [`/self-service/${kind}`]: {
      post: submitFlow(words, { parameters, success }),
      get: openLink(words, { parameters, success }),
    },
  };
}

export const mailedFlows: Paths = {
  ...paths("recovery", recoveryWords, [token]),
  ...paths("verification", verificationWords, [token, code]),
};
