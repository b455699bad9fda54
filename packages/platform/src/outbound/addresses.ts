import ipaddr from 'ipaddr.js';

/**
 * Whether an address is one of the public internet: global unicast (RFC 6890 registries), also of the
 * IPv4 address that is wrapped in a mapped (RFC 4291) or translated one (NAT64, RFC 6052).
 */
export function isPublicAddress(text: string): boolean {
  // Nothing but the plain spellings: 0177.0.0.1 or 2130706433 are addresses to some programs.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return false;
  return isPublic(ipaddr.parse(text));
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast';
  if (address.zoneId) return false;
  if (address.isIPv4MappedAddress()) return isPublic(address.toIPv4Address());
  if (address.range() === 'rfc6052')
    return isPublic(new ipaddr.IPv4(address.toByteArray().slice(-4)));
  return address.range() === 'unicast' && address.match(globalUnicast);
}

/** RFC 4291 §2.4: all that is given out. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** The machine itself. */
export function isLoopback(host: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(host);
}
