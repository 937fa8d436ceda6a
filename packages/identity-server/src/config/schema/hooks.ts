// What runs before and after a flow: `selfservice.flows.<flow>.{before,after}`.
import * as z from "zod";
import { flag, httpUrl, urlReference } from "./values.js";

export const requestAuth = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("basic_auth"),
    config: z.strictObject({ user: z.string(), password: z.string() }),
  }),
  z.strictObject({
    type: z.literal("api_key"),
    config: z.strictObject({ name: z.string(), value: z.string(), in: z.enum(["header", "cookie"]) }),
  }),
]);

const webHookConfig = z
  .strictObject({
    id: z.string().optional(),
    url: httpUrl(),
    method: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    /** A Jsonnet document: an address, or the text itself. */
    body: z.string().optional(),
    auth: requestAuth.optional(),
    can_interrupt: flag(false),
    emit_analytics_event: flag(true),
    response: z.strictObject({ ignore: flag(false), parse: flag(false) }).prefault({}),
  })
  .refine((config) => !(config.response.ignore && config.response.parse), {
    path: ["response"],
    message: "`ignore` and `parse` exclude each other",
  });

const webHook = z.strictObject({ hook: z.literal("web_hook"), config: webHookConfig });
const session = z.strictObject({ hook: z.literal("session") });
const revokeActiveSessions = z.strictObject({ hook: z.literal("revoke_active_sessions") });
const requireVerifiedAddress = z.strictObject({ hook: z.literal("require_verified_address") });
const showVerificationUi = z.strictObject({ hook: z.literal("show_verification_ui") });
const verification = z.strictObject({ hook: z.literal("verification") });
// Organizations are a feature of Ory Network; the hooks are read, named at the start and left out.
const organization = z.strictObject({
  hook: z.enum(["b2b_sso", "organization"]),
  config: z.record(z.string(), z.unknown()),
});

const hook = z.discriminatedUnion("hook", [
  webHook,
  session,
  revokeActiveSessions,
  requireVerifiedAddress,
  showVerificationUi,
  verification,
  organization,
]);

export type Hook = z.infer<typeof hook>;
export type WebHookConfig = z.infer<typeof webHookConfig>;
type HookName = Hook["hook"];

/** A list of hooks, limited to those that make sense at its place. */
function hooks(allowed: readonly HookName[]) {
  return z
    .array(
      hook.refine((item) => allowed.includes(item.hook), {
        path: ["hook"],
        message: `is not possible here; possible are: ${allowed.join(", ")}`,
      }),
    )
    .default([]);
}

const common = ["web_hook", "b2b_sso", "organization"] as const;
const afterLogin: HookName[] = [
  "revoke_active_sessions",
  "require_verified_address",
  "verification",
  "show_verification_ui",
  ...common,
];
const afterRegistration: HookName[] = ["session", "show_verification_ui", ...common];
const afterSettings: HookName[] = ["revoke_active_sessions", ...common];
const afterProfile: HookName[] = ["show_verification_ui", ...common];
const afterRecovery: HookName[] = ["revoke_active_sessions", "web_hook"];

function after(allowed: readonly HookName[]) {
  return z.strictObject({
    default_browser_return_url: urlReference().optional(),
    hooks: hooks(allowed),
  });
}

export const before = z.strictObject({ hooks: hooks(common) }).prefault({});

export const loginAfter = after(afterLogin)
  .extend({
    password: after(afterLogin).optional(),
    code: after(afterLogin).optional(),
    webauthn: after(afterLogin).optional(),
    passkey: after(afterLogin).optional(),
    oidc: after(afterLogin).optional(),
    totp: after(afterLogin).optional(),
    lookup_secret: after(afterLogin).optional(),
  })
  .prefault({});

export const registrationAfter = after(common)
  .extend({
    password: after(afterRegistration).optional(),
    code: after(afterRegistration).optional(),
    webauthn: after(afterRegistration).optional(),
    passkey: after(afterRegistration).optional(),
    oidc: after(afterRegistration).optional(),
  })
  .prefault({});

export const settingsAfter = after(common)
  .extend({
    password: after(afterSettings).optional(),
    profile: after(afterProfile).optional(),
    totp: after(afterSettings).optional(),
    lookup_secret: after(afterSettings).optional(),
    webauthn: after(afterSettings).optional(),
    passkey: after(afterSettings).optional(),
    oidc: after(afterSettings).optional(),
  })
  .prefault({});

export const recoveryAfter = after(afterRecovery).prefault({});
export const verificationAfter = after(common).prefault({});
