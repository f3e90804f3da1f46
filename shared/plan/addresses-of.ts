import { hostKind } from "../domain/server-name.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import type { AddressesSeen, Rcode } from "../facts/observation.ts";
import type { PlanInput } from "./plan.ts";

/** A and AAAA of a host; an IP literal is its own address. */
export function addressesOf(input: PlanInput, host: string): AddressesSeen {
  const seen = input.observe({ ask: "addresses", host });
  if (seen.kind === "addresses") return seen;
  const none = { rcode: "TIMEOUT", records: [], ttl: 0 } as const;
  return { kind: "addresses", a: none, aaaa: none, cname: [] };
}

/** Every address of a host, IPv4 first, in one spelling. */
export function addressList(input: PlanInput, host: string): readonly string[] {
  if ((hostKind(host) ?? "dns") !== "dns") return [canonicalAddress(host)];
  const seen = addressesOf(input, host);
  return [...seen.a.records, ...seen.aaaa.records].map(canonicalAddress);
}

/** How the name servers of a host failed to tell its addresses of some family; null where they did not. */
export function lookupFailure(input: PlanInput, host: string): Rcode | null {
  if ((hostKind(host) ?? "dns") !== "dns") return null;
  const { a, aaaa } = addressesOf(input, host);
  const failed = (["SERVFAIL", "REFUSED", "TIMEOUT"] as const).find(
    (rcode) => a.rcode === rcode || aaaa.rcode === rcode,
  );
  return failed ?? null;
}
