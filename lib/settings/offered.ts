/**
 * Which sections this service's settings have, for the pages of the account area that show no settings flow: noted in a
 * cookie whenever a flow starts, so that none is started only to draw a menu.
 */
import { ownCookie } from "@/lib/security/own-cookie";
import { isSettingsSection, type SettingsSectionName } from "./sections";

export const OFFERED_COOKIE = "foyer_settings";
const LIFESPAN_SECONDS = 90 * 24 * 60 * 60;

export function offeredIn(cookie: string | undefined): SettingsSectionName[] {
  return (cookie?.split(".") ?? []).filter(isSettingsSection);
}

/** @returns undefined where the browser knows them already */
export function offeredCookie(
  sections: readonly SettingsSectionName[],
  known: string | undefined,
  origin: string,
): string | undefined {
  const value = sections.join(".");
  return value === "" || value === known
    ? undefined
    : ownCookie(OFFERED_COOKIE, value, { maxAge: LIFESPAN_SECONDS, origin });
}
