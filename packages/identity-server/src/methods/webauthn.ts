// Security keys: a second factor, or with `passwordless` a first one, for which the address is typed. In browsers only.
import { keyRing } from "../keys/stored-keys.js";
import type { Method } from "./method.js";
import { webauthnLogin } from "./webauthn-login.js";
import { webauthnRegistration } from "./webauthn-registration.js";
import { webauthnSettings } from "./webauthn-settings.js";

export const webauthn: Method = {
  id: "webauthn",
  isEnabled: (config) => config.selfservice.methods.webauthn.enabled,
  countFactors: (_config, identity) => {
    const { keys } = keyRing(identity, "webauthn");
    const first = keys.filter((key) => key.is_passwordless).length;
    // Without an address to type, a key in the place of a password signs in nobody.
    const isNamed = (identity.credentials.webauthn?.identifiers ?? []).length > 0;
    return { first: isNamed ? first : 0, second: keys.length - first };
  },
  login: webauthnLogin,
  registration: webauthnRegistration,
  settings: webauthnSettings,
};
