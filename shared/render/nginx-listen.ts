import type { Sockets } from "./proxy-site.ts";

/**
 * `listen` lines of a site for a port. nginx prefers a site whose `listen` names the address over one
 * that listens everywhere, so addresses that other sites name are named here too. Where they alone are
 * listened on, `*` cannot be bound beside them before a restart, so the host's other addresses are named.
 */
export function listenLines(port: number, tls: boolean, sockets: Sockets): string[] {
  const families = sockets.ipv6 ? [isIpv4, isIpv6] : [isIpv4];
  return families
    .flatMap((ofFamily) => placesOf(port, sockets, ofFamily))
    .map((place) => `    listen ${place}${tls ? " ssl" : ""};`);
}

type OfFamily = (address: string) => boolean;

const isIpv6: OfFamily = (address) => address.includes(":");
const isIpv4: OfFamily = (address) => !isIpv6(address);

const EVERYWHERE: ReadonlySet<string> = new Set(["*", "0.0.0.0", "::"]);

function placesOf(port: number, sockets: Sockets, ofFamily: OfFamily): readonly string[] {
  const there = sockets.taken
    .filter((each) => each.port === port)
    .map((each) => each.address ?? "*")
    .filter(ofFamily);
  const bound = there.filter((address) => !EVERYWHERE.has(address));
  const named = bound.filter((address) => !isLoopback(address));
  const beside = [...new Set([...named, ...sockets.own.filter(ofFamily)])].toSorted();
  const alone = bound.length === there.length && bound.length > 0 && beside.length > 0;
  const addresses = alone ? beside : [...new Set(named)].toSorted();
  const everywhere = ofFamily === isIpv6 ? `[::]:${port}` : `${port}`;
  return [...(alone ? [] : [everywhere]), ...addresses.map((address) => at(address, port))];
}

function at(address: string, port: number): string {
  return isIpv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.") || address === "localhost";
}
