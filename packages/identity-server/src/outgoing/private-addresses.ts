// Keeps requests that the configuration or a document causes out of the private network, where that is asked for.
import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * Addresses that are not for everybody to reach.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const special = new BlockList();
const V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;
for (const [network, prefix] of V4) special.addSubnet(network, prefix, "ipv4");

/** All that is public in IPv6, but for its documentation and tunnelling parts. */
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
const reservedV6 = new BlockList();
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
] as const) {
  reservedV6.addSubnet(network, prefix, "ipv6");
}

/** Why a request is not sent. */
export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(
      `${host} is an address of a private network, which clients.http.disallow_private_ip_ranges keeps out`,
    );
    this.name = "PrivateAddressError";
  }
}

/** IPv4 in the clothes of IPv6 (`::ffff:...`, `64:ff9b::...`) is none of the public IPv6, whatever it stands for. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 4) return special.check(address, "ipv4");
  return !publicV6.check(address, "ipv6") || reservedV6.check(address, "ipv6");
}

/**
 * For a host that is written as an address, which is never looked up.
 *
 * @throws PrivateAddressError
 */
export function assertPublicHost(hostname: string): void {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw new PrivateAddressError(host);
}

/** Looks a name up as usual, and refuses one that leads into a private network. What was checked is what is connected to. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, "");
      return;
    }
    if (addresses.some(({ address }) => isPrivateAddress(address))) {
      callback(new PrivateAddressError(hostname), "");
      return;
    }
    const [first] = addresses;
    if (options.all === true || !first) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/**
 * Whether an address is one of `clients.http.private_ip_exception_urls`: `*` stands for anything but a dot and a slash,
 * `**` for anything, `?` for one character, `{a,b}` for either. Query and fragment don't count.
 */
export function isException(url: URL, patterns: readonly string[]): boolean {
  const address = `${url.protocol}//${url.host}${url.pathname}`;
  return patterns.some((pattern) => globExpression(pattern).test(address));
}

/** Brackets stand for themselves, as they do in the address of an IPv6 host. @throws SyntaxError for a brace left open */
function globExpression(pattern: string): RegExp {
  let depth = 0;
  const source = pattern.replace(/\*\*|[*?{},]|[.+^$()|[\]\\/]/g, (part) => {
    switch (part) {
      case "**":
        return ".*";
      case "*":
        return "[^./]*";
      case "?":
        return "[^./]";
      case "{":
        depth++;
        return "(?:";
      case "}":
        if (depth === 0) return "\\}";
        depth--;
        return ")";
      case ",":
        return depth > 0 ? "|" : ",";
      default:
        return `\\${part}`;
    }
  });
  return new RegExp(`^${source}$`);
}
