/** The network that somebody reaches the app from, as far as one visitor can be told from another by it. */
import { isIPv6 } from "node:net";
import { ipv6Groups } from "@/lib/activity/coarse-address";

/**
 * One household or machine has a whole /64 of IPv6, and with it more addresses than anybody can count.
 *
 * @param address  as a proxy has noted it
 * @returns the /64 of an IPv6 address, e.g. `2001:db8:7:8`; any other address as it is
 */
export function networkOf(address: string): string {
  const bare = address.replace(/^\[(.*)\](:\d+)?$/, "$1");
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(bare) ? ipv6Groups(bare).slice(0, 4).join(":") : bare;
}
