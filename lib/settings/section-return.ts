/** Where the settings open again once a form of theirs was sent: at its section, also after a detour. */
import { z } from "zod";
import type { Destination } from "@/lib/ory/destination";
import { isFlowId } from "@/lib/ory/flow-kind";
import { expiredCookie, ownCookie } from "@/lib/security/own-cookie";
import { open, seal } from "@/lib/security/seal";
import { type SettingsEvent, settingsEventShape } from "@/lib/activity/settings-event";
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

/** What is remembered of a form that leads elsewhere first. */
export interface KeptPlace {
  page: SettingsSectionName | undefined;
  /** What it asks for, to be written down once the service has done it. */
  event: SettingsEvent | undefined;
}

const keptShape = z.object({
  flow: z.string().refine(isFlowId),
  page: z.custom<SettingsSectionName>(isSettingsSection).optional(),
  event: settingsEventShape.optional(),
});

/** The Set-Cookie header for such a form; undefined where it leads back at once. */
export async function placeCookie(
  to: Destination,
  flowId: string,
  { page, event }: KeptPlace,
  origin: string,
): Promise<string | undefined> {
  if (isSettingsPage(to)) return undefined;
  return keep(flowId, { page, event }, origin);
}

/** The Set-Cookie header once the change is written down; undefined where nothing is left to remember. */
export function restOfPlace(
  flowId: string,
  { page }: KeptPlace,
  origin: string,
): Promise<string | undefined> {
  return keep(flowId, { page, event: undefined }, origin);
}

/** Sealed: what is to be written down of somebody's account is not for whoever holds their session to say. */
async function keep(flow: string, { page, event }: KeptPlace, origin: string): Promise<string | undefined> {
  if (page === undefined && event === undefined) return undefined;
  const value = await seal("place", { flow, page, event }, LIFESPAN_SECONDS);
  return ownCookie(PLACE_COOKIE, value, { maxAge: LIFESPAN_SECONDS, origin });
}

export function forgetPlace(origin: string): string {
  return expiredCookie(PLACE_COOKIE, origin);
}

/** @returns what is remembered, and of which flow; undefined for anything that this app has not sealed lately */
export async function keptPlace(
  cookie: string | undefined,
): Promise<(KeptPlace & { flowId: string }) | undefined> {
  const kept = await open("place", cookie, keptShape);
  return kept && { flowId: kept.flow, page: kept.page, event: kept.event };
}
