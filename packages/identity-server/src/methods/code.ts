// Codes that are sent: to sign in and up with, as a second factor, for recovery and verification.
import { codeAddresses, sendableAddresses } from "./code-addresses.js";
import { codeLogin } from "./code-login.js";
import { codeRecovery } from "./code-recovery.js";
import { codeRegistration } from "./code-registration.js";
import { codeVerification } from "./code-verification.js";
import type { Method } from "./method.js";
import { isSendingEnabled } from "./sending.js";

export const code: Method = {
  id: "code",
  isEnabled: (config) => isSendingEnabled(config, "code"),
  countFactors: (config, identity) => {
    const { passwordless_enabled, mfa_enabled } = config.selfservice.methods.code;
    return {
      first: passwordless_enabled && sendableAddresses(config, identity).length > 0 ? 1 : 0,
      // As in Kratos nobody is made to use addresses that only the fallback offers.
      second: mfa_enabled ? codeAddresses(identity).length : 0,
    };
  },
  login: codeLogin,
  registration: codeRegistration,
  recovery: codeRecovery,
  verification: codeVerification,
};
