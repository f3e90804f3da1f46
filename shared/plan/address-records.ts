import type { RecordChange } from "./plan.ts";
import { addressesOf, lookupFailure } from "./addresses-of.ts";
import { isOwn, type Situation } from "./situation.ts";
import type { Way } from "./way.ts";

/** Lets new records live that long, in seconds. */
export const NEW_RECORD_TTL = 3600;

/** Address records that a way changes, and the addresses that its name has afterwards. */
export interface AddressChoice {
  readonly records: readonly RecordChange[];
  readonly targets: readonly string[];
}

/**
 * Chooses records that lead a name to the host, as far as the way may move it. The server name itself
 * gets records only where it has none: its website is not ours to move.
 */
export function chooseAddresses(
  situation: Situation,
  way: Way,
  addresses: readonly string[],
  served: (address: string) => boolean,
): AddressChoice {
  const { own } = situation;
  const asIs = { records: [], targets: addresses };
  if (!movable(situation, way)) return asIs;
  if (addresses.length === 0) {
    return { records: own.map((address) => record(way, address, "add")), targets: own };
  }
  const fixed = way.connectHost === situation.host || way.method === "explicit-port";
  if (fixed) return asIs;
  if (!addresses.some(served)) return { records: allAnew(way, own, addresses), targets: own };
  if (way.moves !== "strays") return asIs;
  const strays = addresses.filter((address) => !isOwn(situation, address));
  return {
    records: strays.map((address) => record(way, address, "remove")),
    targets: addresses.filter((address) => isOwn(situation, address)),
  };
}

/** A name in the zone, no alias, whose servers answer. */
function movable(situation: Situation, way: Way): boolean {
  const { input, own, host } = situation;
  if (own.length === 0 || way.moves === "nothing" || input.name.kind !== "dns") return false;
  if (!`.${way.connectHost}`.endsWith(`.${host}`)) return false;
  const isAlias = addressesOf(input, way.connectHost).cname.length > 0;
  return !isAlias && lookupFailure(input, way.connectHost) === null;
}

function allAnew(
  way: Way,
  own: readonly string[],
  addresses: readonly string[],
): readonly RecordChange[] {
  const families = new Set(own.map(family));
  const left = addresses.filter((each) => !families.has(family(each)));
  return [
    ...own.map((address) => record(way, address, changeOf(address, own, addresses))),
    ...left.map((each) => record(way, each, "remove")),
  ];
}

/** The first record of a family takes the place of all that were there, further ones are added. */
function changeOf(
  address: string,
  own: readonly string[],
  present: readonly string[],
): RecordChange["change"] {
  const first = own.find((each) => family(each) === family(address)) === address;
  return first && present.some((each) => family(each) === family(address)) ? "change" : "add";
}

function record(way: Way, address: string, change: RecordChange["change"]): RecordChange {
  const name = way.connectHost;
  return { name, type: family(address), ttl: NEW_RECORD_TTL, value: address, change };
}

function family(address: string): "A" | "AAAA" {
  return address.includes(":") ? "AAAA" : "A";
}
