// Configurations with an OAuth2 server beside the identity server. The receiver stands in for it.
import { RECEIVER } from "../lib/receiver";
import type { JsonValue } from "../lib/scenario";
import { OAUTH2_PATH } from "./oauth2-answers";

type Settings = Record<string, JsonValue>;

const provider: Settings = {
  "oauth2_provider.url": `${RECEIVER}${OAUTH2_PATH}`,
  "oauth2_provider.headers": { Authorization: "Bearer admin", "X-Tenant": "one" },
};

export const oauth2Variants: Record<string, Settings> = {
  oauth2: provider,
  "oauth2-return": {
    ...provider,
    "oauth2_provider.override_return_to": true,
    "selfservice.allowed_return_urls": ["http://localhost:3000", "https://oauth2.example/oauth2"],
  },
  /** Nobody is taken to a page to verify the address. */
  "oauth2-without-verification": {
    ...provider,
    "selfservice.flows.registration.after.password.hooks": [{ hook: "session" }],
  },
  "oauth2-second-factor": { ...provider, "selfservice.methods.totp.enabled": true },
  "oauth2-code": {
    ...provider,
    "selfservice.methods.code.passwordless_enabled": true,
    "selfservice.flows.registration.after.code.hooks": [{ hook: "session" }],
  },
};
