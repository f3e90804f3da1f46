import type { AddressesSeen, CaaSeen, SrvSeen } from "../../shared/facts/observation.ts";
import type { Roots } from "./network-certificate.ts";
import { openTcp, reroute } from "./network-connect.ts";
import type { Connected, ConnectTo } from "./network-connect.ts";
import { openTls } from "./network-tls.ts";
import type { NetworkWaits, TlsOutcome } from "./network-tls.ts";

/** The lookups that the network needs (`dns.ts` makes them). */
export interface Lookups {
  addresses(host: string): Promise<AddressesSeen>;
  srv(service: string, name: string): Promise<SrvSeen>;
  caa(name: string): Promise<CaaSeen>;
}

/** What all looks share. `now` is the moment that key documents are judged at, in ms. */
export interface NetworkContext {
  readonly dns: Lookups;
  readonly roots: Roots;
  readonly connectTo: readonly ConnectTo[];
  readonly waits: NetworkWaits;
  readonly now: () => number;
  /** Hosts that were found at an address, so that `--connect-to` also meets SRV targets. */
  readonly hostsAt: Map<string, Set<string>>;
}

/** Addresses beyond this many are not tried; no honest name has more. */
const MAX_ADDRESSES = 8;
/** Pause in ms before the next address is tried beside one that has not answered (RFC 8305 says 250). */
const STAGGER_MS = 250;

/**
 * Looks up a host and remembers whose addresses they are. A host that only `--connect-to` knows has
 * the addresses named there.
 */
export async function findAddresses(context: NetworkContext, host: string): Promise<AddressesSeen> {
  const seen = await context.dns.addresses(host);
  const found = [...seen.a.records, ...seen.aaaa.records];
  const entries = context.connectTo.filter(
    (each) => each.host.toLowerCase() === host.toLowerCase(),
  );
  const addresses = found.length > 0 ? found : entries.map((each) => each.address);
  for (const address of addresses) {
    const hosts = context.hostsAt.get(address) ?? new Set<string>();
    context.hostsAt.set(address, hosts.add(host));
  }
  if (found.length > 0 || entries.length === 0) return seen;
  const fixed = (isOfFamily: (address: string) => boolean) => {
    const records = [...new Set(addresses)].filter(isOfFamily);
    return { rcode: records.length > 0 ? "NOERROR" : "NODATA", records, ttl: 0 } as const;
  };
  return { kind: "addresses", a: fixed((each) => !isV6(each)), aaaa: fixed(isV6), cname: [] };
}

function isV6(address: string): boolean {
  return address.includes(":");
}

/** The addresses to try for a host, IPv4 first, at most eight. */
export function listAddresses(seen: AddressesSeen): readonly string[] {
  return [...seen.a.records, ...seen.aaaa.records].slice(0, MAX_ADDRESSES);
}

/** Opens TLS to one address of a host, by way of `--connect-to`. */
export function openHostTls(
  context: NetworkContext,
  host: string,
  address: string,
  port: number,
): Promise<TlsOutcome> {
  const target = reroute(context.connectTo, [host], address, port);
  return openTls({ ...target, sni: host }, context.waits);
}

/** Opens plain TCP to one address of a host, by way of `--connect-to`. */
export function openHostTcp(
  context: NetworkContext,
  host: string,
  address: string,
  port: number,
): Promise<Connected> {
  const target = reroute(context.connectTo, [host], address, port);
  return openTcp(target.address, target.port, context.waits.connectMs);
}

/**
 * Tries the addresses one beside the other, each a little later (RFC 8305), and gives the first that
 * opens; where none does, the outcome of the first address. Null for no address.
 */
export async function openFirst<
  T extends { readonly kind: string; readonly socket?: { destroy(): void } },
>(addresses: readonly string[], open: (address: string) => Promise<T>): Promise<T | null> {
  let isSettled = false;
  const tries = addresses.map(async (address, index) => {
    if (index > 0) await new Promise((resolve) => setTimeout(resolve, index * STAGGER_MS));
    if (isSettled) return null;
    const outcome = await open(address);
    if (outcome.kind !== "open") return outcome;
    if (isSettled) outcome.socket?.destroy();
    isSettled = true;
    return outcome;
  });
  const winner = Promise.any(
    tries.map(async (each) => {
      const outcome = await each;
      if (outcome?.kind !== "open") throw new Error("not open");
      return outcome;
    }),
  );
  return winner.catch(async () => (await tries[0]) ?? null);
}
