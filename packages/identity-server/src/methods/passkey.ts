// Passkeys: keys that know whose they are, so that nothing need be typed. Always a first factor.
import { keyRing } from "../keys/stored-keys.js";
import type { Method } from "./method.js";
import { passkeyLogin } from "./passkey-login.js";
import { passkeyRegistration } from "./passkey-registration.js";
import { passkeySettings } from "./passkey-settings.js";

export const passkey: Method = {
  id: "passkey",
  isEnabled: (config) => config.selfservice.methods.passkey.enabled,
  countFactors: (_config, identity) => ({ first: keyRing(identity, "passkey").keys.length, second: 0 }),
  login: passkeyLogin,
  registration: passkeyRegistration,
  settings: passkeySettings,
};
