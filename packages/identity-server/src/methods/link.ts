// Links by mail: recovery and verification.
import { linkRecovery } from "./link-recovery.js";
import { linkVerification } from "./link-verification.js";
import type { Method } from "./method.js";
import { isSendingEnabled } from "./sending.js";

export const link: Method = {
  id: "link",
  isEnabled: (config) => isSendingEnabled(config, "link"),
  recovery: linkRecovery,
  verification: linkVerification,
};
