/** An address without the part that names one device: enough to see that a sign-in came from elsewhere. */
import { isIPv4, isIPv6 } from "node:net";

/**
 * @param address  IPv4 or IPv6, as a proxy has written it
 * @returns the network of it, e.g. `203.0.113.0/24` or `2001:db8:7::/48`; undefined for what is no address
 */
export function coarseAddress(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
  if (isIPv4(mapped)) return `${mapped.split(".").slice(0, 3).join(".")}.0/24`;
  if (!isIPv6(address)) return undefined;
  return `${ipv6Groups(address).slice(0, 3).join(":")}::/48`;
}

/** The groups of an IPv6 address with those that `::` stands for, without leading zeros. */
export function ipv6Groups(address: string): string[] {
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return [...before, ...zeros, ...after].map((group) => group.replace(/^0+(?=.)/, "").toLowerCase());
}
