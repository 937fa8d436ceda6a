// Every method, in the order in which they add nodes to a flow and are asked for a submission.
import { code } from "./code.js";
import { identifierFirst } from "./identifier-first.js";
import { link } from "./link.js";
import { lookupSecret } from "./lookup-secret.js";
import type { Method } from "./method.js";
import { oidc } from "./oidc/oidc.js";
import { passkey } from "./passkey.js";
import { password } from "./password.js";
import { profileSettings } from "./profile-settings.js";
import { registrationProfile } from "./registration-profile.js";
import { totp } from "./totp.js";
import { webauthn } from "./webauthn.js";

const profile: Method = {
  id: "profile",
  isEnabled: (config) => config.selfservice.methods.profile.enabled,
  registration: registrationProfile,
  settings: profileSettings,
};

export const methods: readonly Method[] = [
  password,
  oidc,
  profile,
  code,
  link,
  totp,
  passkey,
  webauthn,
  lookupSecret,
  identifierFirst,
];
