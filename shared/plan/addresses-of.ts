import { hostKind } from "../domain/server-name.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import type { AddressesSeen } from "../facts/observation.ts";
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
