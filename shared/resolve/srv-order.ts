import type { SrvRecord } from "../facts/observation.ts";

/**
 * Puts SRV records into the order in which they are tried: lowest priority, then highest weight,
 * then as answered (`cli.md`; RFC 2782 draws lots by weight, which no plan can rest on).
 */
export function orderSrv(records: readonly SrvRecord[]): readonly SrvRecord[] {
  return records.toSorted((one, two) => one.priority - two.priority || two.weight - one.weight);
}
