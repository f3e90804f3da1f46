import { canonicalAddress } from "../domain/ip-address.ts";
import { asAnswerTo } from "../facts/answers-to.ts";
import type {
  AddressesSeen,
  Observation,
  Observe,
  Query,
  Rcode,
  RecordSet,
  SrvSeen,
  Untold,
} from "../facts/observation.ts";
import { parseSrvValue } from "../render/zone-records.ts";
import type { RecordChange } from "./plan.ts";

/** Gives the world as it looks once `records` have been changed; caches count as empty. */
export function overlayRecords(observe: Observe, records: readonly RecordChange[]): Observe {
  const changes = records.filter((record) => record.change !== "keep");
  if (changes.length === 0) return observe;
  return (query) => asAnswerTo(query, changedAnswer(query, observe(query), changes));
}

function changedAnswer(
  query: Query,
  seen: Observation | Untold,
  changes: readonly RecordChange[],
): Observation | Untold {
  if (query.ask === "addresses") {
    const before = seen.kind === "addresses" ? seen : NO_ADDRESS;
    // Where the name is an alias, its addresses are those of the last name of the chain.
    return changedAddresses(before, seen, forName(changes, before.cname.at(-1) ?? query.host));
  }
  if (query.ask !== "srv") return seen;
  const mine = forName(changes, `${query.service}.${query.name}`).filter(
    (each) => each.type === "SRV",
  );
  if (mine.length === 0) return seen;
  const before: SrvSeen = seen.kind === "srv" ? seen : { kind: "srv", ...EMPTY };
  return { kind: "srv", ...changed(before, mine, (value) => parseSrvValue(value) ?? NO_SERVICE) };
}

function changedAddresses(
  before: AddressesSeen,
  seen: Observation | Untold,
  mine: readonly RecordChange[],
): Observation | Untold {
  if (mine.length === 0) return seen;
  const of = (type: "A" | "AAAA"): readonly RecordChange[] =>
    mine.filter((each) => each.type === type);
  return {
    ...before,
    a: changed(before.a, of("A"), canonicalAddress),
    aaaa: changed(before.aaaa, of("AAAA"), canonicalAddress),
  };
}

const EMPTY = { rcode: "NXDOMAIN", records: [], ttl: 0 } as const;
const NO_ADDRESS: AddressesSeen = { kind: "addresses", a: EMPTY, aaaa: EMPTY, cname: [] };
const NO_SERVICE = { priority: 0, weight: 0, port: 0, target: "" };

const FAILING: ReadonlySet<Rcode> = new Set(["SERVFAIL", "REFUSED", "TIMEOUT"]);

function forName(changes: readonly RecordChange[], name: string): readonly RecordChange[] {
  return changes.filter((each) => each.name.toLowerCase() === name.toLowerCase());
}

function changed<T>(
  before: RecordSet<T>,
  changes: readonly RecordChange[],
  read: (value: string) => T,
): RecordSet<T> {
  // Servers of a zone that fail do so whatever is written into it.
  if (changes.length === 0 || FAILING.has(before.rcode)) return before;
  const records = changes.reduce<readonly T[]>(
    (now, each) => apply(now, each, read(each.value)),
    before.records,
  );
  return {
    rcode: records.length > 0 ? "NOERROR" : "NODATA",
    records,
    ttl: records.length > 0 ? (changes.at(-1)?.ttl ?? before.ttl) : before.ttl,
  };
}

/** `change` takes the place of the whole set, `add` and `remove` touch one record. */
function apply<T>(records: readonly T[], change: RecordChange, value: T): readonly T[] {
  const text = JSON.stringify(value);
  switch (change.change) {
    case "keep":
      return records;
    case "add":
      return [...records, value];
    case "change":
      return [value];
    case "remove":
      return records.filter((each) => JSON.stringify(each) !== text);
  }
}
