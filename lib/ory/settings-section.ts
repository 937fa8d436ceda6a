import type { Destination } from "./destination";

/**
 * The settings page, opened at the section whose form was sent. Other places stay as they are: a fragment is not theirs.
 *
 * @param section  the group of the form, from the address it was posted to
 */
export function atSection(to: Destination, section: string | null): Destination {
  if (to.kind !== "own" || section === null || !/^[a-z_]{1,32}$/.test(section)) return to;
  return /^\/settings(\?[^#]*)?$/.test(to.path) ? { kind: "own", path: `${to.path}#${section}` } : to;
}
