/** Where the settings open again once a form of theirs was sent: at its section, also after a detour. */
import type { Destination } from "@/lib/ory/destination";
import { isFlowId } from "@/lib/ory/flow-kind";
import { expiredCookie, ownCookie } from "@/lib/security/own-cookie";
import { isSettingsSection, sectionPath, type SettingsSectionName } from "./sections";

/** Where a form of the settings stood. */
export interface SettingsPlace {
  /** The section whose page it was; undefined on the page of all settings. */
  page: SettingsSectionName | undefined;
  /** The group of the form, for the page's fragment; undefined where the page has one form only. */
  group: string | undefined;
}

/** @param query  of the address that the form was posted to */
export function settingsPlace(query: URLSearchParams): SettingsPlace {
  const page = query.get("page");
  const group = query.get("section");
  return {
    page: isSettingsSection(page) ? page : undefined,
    group: group !== null && /^[a-z_]{1,32}$/.test(group) ? group : undefined,
  };
}

/** The settings page, opened where the form was. Other places stay as they are: section and fragment are not theirs. */
export function atPlace(to: Destination, { page, group }: SettingsPlace): Destination {
  if (!isSettingsPage(to)) return to;
  const path = page === undefined ? to.path : to.path.replace(/^\/settings/, sectionPath(page));
  return { kind: "own", path: group === undefined ? path : `${path}#${group}` };
}

function isSettingsPage(to: Destination): to is Extract<Destination, { kind: "own" }> {
  return to.kind === "own" && /^\/settings(\?[^#]*)?$/.test(to.path);
}

/**
 * A form may lead elsewhere first, to a sign-in or a provider, and the service then sends the visitor to the page of all
 * settings. This cookie knows from which section the flow was sent.
 */
export const PLACE_COOKIE = "foyer_settings_place";
const LIFESPAN_SECONDS = 15 * 60;

/** The Set-Cookie header for a form that leads elsewhere first; undefined where there is nothing to come back to. */
export function placeCookie(
  to: Destination,
  flowId: string,
  { page }: SettingsPlace,
  origin: string,
): string | undefined {
  if (page === undefined || isSettingsPage(to)) return undefined;
  return ownCookie(PLACE_COOKIE, `${flowId}.${page}`, { maxAge: LIFESPAN_SECONDS, origin });
}

export function forgetPlace(origin: string): string {
  return expiredCookie(PLACE_COOKIE, origin);
}

/** The section that this flow was sent from, by the cookie. */
export function keptPlace(
  cookie: string | undefined,
  flowId: string | null,
): SettingsSectionName | undefined {
  const [keptFlow, page] = cookie?.split(".") ?? [];
  return isFlowId(flowId) && keptFlow === flowId && isSettingsSection(page) ? page : undefined;
}
