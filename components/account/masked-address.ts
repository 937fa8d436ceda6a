/** An address of which its owner knows the rest. */

const HIDDEN = "****";

/**
 * Hides most of a mail address or a phone number, as the service itself does where it offers addresses to choose from:
 * `ad****@people.example`, `+49****63`.
 */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  if (at > 0) return `${address.slice(0, Math.min(2, at))}${HIDDEN}${address.slice(at)}`;
  return address.length > 7 ? `${address.slice(0, 3)}${HIDDEN}${address.slice(-2)}` : HIDDEN;
}
