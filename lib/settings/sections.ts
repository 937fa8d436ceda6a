/** The sections of the settings: each has an address of its own below `/settings`, and shows some groups of the one settings flow. */

/** The groups of nodes that a section shows, in this order. A group may stand in two: a security key is a key and a second step. */
const groupsOf = {
  profile: ["profile"],
  password: ["password"],
  "second-factors": ["totp", "webauthn", "lookup_secret"],
  keys: ["passkey", "webauthn"],
  "linked-accounts": ["oidc", "saml"],
} as const satisfies Record<string, readonly string[]>;

export type SettingsSectionName = keyof typeof groupsOf;

export const settingsSections = Object.keys(groupsOf) as readonly SettingsSectionName[];

export function isSettingsSection(name: unknown): name is SettingsSectionName {
  return typeof name === "string" && Object.hasOwn(groupsOf, name);
}

/** Whether this group of nodes belongs to the section. */
export function isInSection(section: SettingsSectionName, group: string): boolean {
  return (groupsOf[section] as readonly string[]).includes(group);
}

/** The sections that have something to show, of a flow with these groups. */
export function offeredSections(groups: readonly string[]): SettingsSectionName[] {
  return settingsSections.filter((section) => groups.some((group) => isInSection(section, group)));
}

/** Whether the section has parts with headings of their own. */
export function isOfSeveralGroups(section: SettingsSectionName): boolean {
  return section === "second-factors" || section === "keys";
}

/** The address of a section. */
export function sectionPath(section: SettingsSectionName): string {
  return `/settings/${section}`;
}

/**
 * Whether a settings flow is shown there: on the page of all settings, or on that of one section.
 *
 * @param path  with or without query and fragment
 */
export function isSettingsFlowPage(path: string): boolean {
  const pathname = path.replace(/[?#].*$/s, "");
  return pathname === "/settings" || sectionOfPath(pathname) !== undefined;
}

/** The section whose page this is; undefined for every other page, the one of all settings among them. */
export function sectionOfPath(pathname: string): SettingsSectionName | undefined {
  const name = /^\/settings\/([a-z-]+)$/.exec(pathname)?.[1];
  return isSettingsSection(name) ? name : undefined;
}
