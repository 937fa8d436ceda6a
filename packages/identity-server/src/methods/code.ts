// Codes by mail: recovery and verification.
import { codeRecovery } from "./code-recovery.js";
import { codeVerification } from "./code-verification.js";
import type { Method } from "./method.js";
import { isSendingEnabled } from "./sending.js";

export const code: Method = {
  id: "code",
  isEnabled: (config) => isSendingEnabled(config, "code"),
  recovery: codeRecovery,
  verification: codeVerification,
};
