// All scenarios, by topic. A topic's recordings are in the recordings file of its name.
import type { Topic } from "../lib/scenario";
import { adminCodes } from "./admin-codes";
import { adminCreate, adminRead } from "./admin-identities";
import { adminBatch, adminCredentials, adminImport, adminList } from "./admin-more";
import { adminRecovery, adminSessions, courier } from "./admin-sessions";
import { adminPatch, adminPut } from "./admin-update";
import { codeLogin } from "./code-login";
import { codeRegistration } from "./code-registration";
import { codeSecond } from "./code-second";
import { courierHttp } from "./courier-http";
import { configured } from "./configured";
import { disabled } from "./disabled";
import { errors, service } from "./errors";
import { flags } from "./flags";
import { flowLookup } from "./flow-lookup";
import { guarded } from "./guarded";
import { adminKeys } from "./admin-keys";
import { passkeyLogin } from "./passkey-login";
import { passkeyRegistration } from "./passkey-registration";
import { passkeySettings } from "./passkey-settings";
import { webauthnLogin, webauthnPasswordlessSettings, webauthnRegistration } from "./webauthn-passwordless";
import { webauthnSecond, webauthnSettings } from "./webauthn-second";
import { cors, hooks } from "./hooks";
import { imports } from "./imports";
import { identifierFirst } from "./identifier-first";
import { identifierFirstKeys } from "./identifier-first-keys";
import { login } from "./login";
import { loginAgain, returnTo } from "./login-again";
import { lookupSecret } from "./lookup-secret";
import { logout } from "./logout";
import { migrateHook } from "./migrate-hook";
import { oauth2 } from "./oauth2";
import { oddTypes } from "./odd-types";
import { oidcAdmin, oidcNative, oidcWays } from "./oidc-more";
import { oidcErrors } from "./oidc-errors";
import { oidcLinking, oidcLogin, oidcRegistration } from "./oidc";
import { oidcLinked } from "./oidc-linked";
import { oidcSettings } from "./oidc-settings";
import { phoneVerification } from "./phone-verification";
import { recovery } from "./recovery";
import { recoveryChoice } from "./recovery-choice";
import { recoveryLink } from "./recovery-link";
import { registration } from "./registration";
import { registrationTraits } from "./registration-traits";
import { registrationTwoStep } from "./registration-two-step";
import { schemas } from "./schemas";
import { secondFactorTopic } from "./second-factor";
import { secondFactorPrivilege } from "./second-factor-privilege";
import { sessions, whoamiTopic } from "./sessions";
import { privilege, settings } from "./settings";
import { tokens } from "./tokens";
import { totp } from "./totp";
import { production, tuned } from "./tuned";
import { v0alpha2Topics } from "./v0alpha2";
import { verification, verificationLink } from "./verification";
import { webHooks } from "./web-hooks";

export const topics: Topic[] = [
  login,
  loginAgain,
  returnTo,
  registration,
  registrationTwoStep,
  registrationTraits,
  logout,
  recovery,
  recoveryLink,
  verification,
  verificationLink,
  phoneVerification,
  settings,
  privilege,
  flowLookup,
  errors,
  service,
  whoamiTopic,
  sessions,
  schemas,
  adminCreate,
  adminRead,
  adminPut,
  adminPatch,
  adminImport,
  adminCredentials,
  adminBatch,
  adminList,
  adminSessions,
  adminRecovery,
  courier,
  disabled,
  configured,
  guarded,
  flags,
  hooks,
  cors,
  tuned,
  production,
  oddTypes,
  imports,
  totp,
  lookupSecret,
  secondFactorTopic,
  secondFactorPrivilege,
  ...v0alpha2Topics,
  codeLogin,
  codeRegistration,
  codeSecond,
  identifierFirst,
  identifierFirstKeys,
  recoveryChoice,
  adminCodes,
  oidcLogin,
  oidcRegistration,
  oidcLinking,
  oidcLinked,
  oidcSettings,
  oidcErrors,
  oidcNative,
  oidcWays,
  oidcAdmin,
  passkeyRegistration,
  passkeyLogin,
  passkeySettings,
  webauthnSettings,
  webauthnSecond,
  webauthnRegistration,
  webauthnLogin,
  webauthnPasswordlessSettings,
  adminKeys,
  webHooks,
  tokens,
  migrateHook,
  courierHttp,
  oauth2,
];
