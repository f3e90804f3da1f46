import type { Control } from "../domain/control.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import { hostKind } from "../domain/server-name.ts";
import type { Observe } from "../facts/observation.ts";

/** What decides whether a certificate for a name can be had. */
export interface CertificateReach {
  /** Exactly these names can get one; null: worked out from addresses and control. */
  readonly certificateFor: readonly string[] | null;
  readonly dns: Control;
  /** Challenges that whoever orders can answer; absent: both. */
  readonly challenges?: readonly ("http-01" | "dns-01")[];
  /** Host part of the server name; it and every name below it are the zone. */
  readonly zone: string;
  /** Addresses of the machine that orders. */
  readonly ownAddresses: readonly string[];
  readonly observe: Observe;
}

/**
 * Tells by which challenges a certificate for `name` can be had, best first; empty: not at all
 * (`cli.md`, `control`). HTTP-01 needs every address of the name to be the machine's own, DNS-01 a
 * zone under our hands. A name that `certificateFor` lists is had by HTTP-01 where its addresses
 * allow it, otherwise by DNS-01. No challenge of a public CA gives one for an IP address here.
 */
export function certificateWays(
  reach: CertificateReach,
  name: string,
): readonly ("http-01" | "dns-01")[] {
  const wanted = plain(name);
  if (hostKind(wanted) !== "dns") return [];
  const able = reach.challenges ?? (["http-01", "dns-01"] as const);
  const all = [
    ...(pointsOnlyHere(reach, wanted) ? (["http-01"] as const) : []),
    ...(reach.dns === "me" && inZone(wanted, plain(reach.zone)) ? (["dns-01"] as const) : []),
  ];
  const ways = all.filter((each) => able.includes(each));
  if (reach.certificateFor === null) return ways;
  if (!reach.certificateFor.some((each) => plain(each) === wanted)) return [];
  return ways.length > 0 ? ways : ["http-01"];
}

/** Tells whether a name has addresses and all of them belong to the machine that orders. */
export function pointsOnlyHere(
  reach: Pick<CertificateReach, "ownAddresses" | "observe">,
  name: string,
): boolean {
  const seen = reach.observe({ ask: "addresses", host: name });
  if (seen.kind === "untold") return false;
  const own = new Set(reach.ownAddresses.map(canonicalAddress));
  const found = [...seen.a.records, ...seen.aaaa.records].map(canonicalAddress);
  return found.length > 0 && found.every((address) => own.has(address));
}

function inZone(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
