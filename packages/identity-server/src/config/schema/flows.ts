// `selfservice.flows`: where each flow's page is, how long a flow lives, what happens around it.
import * as z from "zod";
import {
  before,
  loginAfter,
  recoveryAfter,
  registrationAfter,
  settingsAfter,
  verificationAfter,
} from "./hooks.js";
import { duration, flag, urlReference } from "./values.js";

// Kratos sends a person to these pages when no page of one's own is named.
const fallbackPage = (name: string) => `https://www.ory.sh/kratos/docs/fallback/${name}`;
const uiUrl = (name: string) => urlReference().default(fallbackPage(name));

export const flows = z
  .strictObject({
    login: z
      .strictObject({
        ui_url: uiUrl("login"),
        lifespan: duration("1h"),
        style: z.enum(["unified", "identifier_first"]).default("unified"),
        before,
        after: loginAfter,
      })
      .prefault({}),
    registration: z
      .strictObject({
        enabled: flag(true),
        /** Whether a taken address is answered with the ways to sign in that it has. */
        login_hints: flag(false),
        ui_url: uiUrl("registration"),
        lifespan: duration("1h"),
        style: z.enum(["unified", "profile_first"]).default("profile_first"),
        /** The older way to say `style: unified`; it wins. */
        enable_legacy_one_step: flag(false),
        before,
        after: registrationAfter,
      })
      .prefault({}),
    settings: z
      .strictObject({
        ui_url: uiUrl("settings"),
        lifespan: duration("1h"),
        /** How old a sign-in may be for a change of credentials or addresses. */
        privileged_session_max_age: duration("1h"),
        required_aal: z.enum(["aal1", "highest_available"]).default("highest_available"),
        before,
        after: settingsAfter,
      })
      .prefault({}),
    recovery: z
      .strictObject({
        enabled: flag(false),
        use: z.enum(["code", "link"]).default("code"),
        ui_url: uiUrl("recovery"),
        lifespan: duration("1h"),
        /** Whether an address without an account gets a mail that says so. */
        notify_unknown_recipients: flag(false),
        before,
        after: recoveryAfter,
      })
      .prefault({}),
    verification: z
      .strictObject({
        enabled: flag(false),
        use: z.enum(["code", "link"]).default("code"),
        ui_url: uiUrl("verification"),
        lifespan: duration("1h"),
        notify_unknown_recipients: flag(false),
        before,
        after: verificationAfter,
      })
      .prefault({}),
    logout: z
      .strictObject({
        after: z.strictObject({ default_browser_return_url: urlReference().optional() }).prefault({}),
      })
      .prefault({}),
    error: z.strictObject({ ui_url: uiUrl("error") }).prefault({}),
  })
  .prefault({});
