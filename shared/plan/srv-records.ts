import { hostKind } from "../domain/server-name.ts";
import { canonicalAddress } from "../domain/ip-address.ts";
import type { SrvService } from "../domain/era.ts";
import type { SrvRecord, SrvSeen } from "../facts/observation.ts";
import { srvValue } from "../render/zone-records.ts";
import { NEW_RECORD_TTL } from "./address-records.ts";
import type { Reason, RecordChange } from "./plan.ts";
import { portAt } from "./port-at.ts";
import { reason } from "./reason.ts";
import { addressList, addressesOf } from "./addresses-of.ts";
import { bestSrv, inOrder, type Situation } from "./situation.ts";
import type { Way } from "./way.ts";

/** The SRV records of a way, existing ones with what happens to them, and what stands against it. */
export interface SrvChoice {
  readonly records: readonly RecordChange[];
  readonly blockedBy: readonly Reason[];
}

/** Chooses what happens to `_matrix-fed._tcp` and `_matrix._tcp` of the server name. */
export function chooseSrv(situation: Situation, way: Way): SrvChoice {
  if (way.method === "explicit-port" || way.method === "ip-literal")
    return { records: [], blockedBy: [] };
  const records =
    way.method === "srv" ? recordsToLead(situation, way) : recordsBeside(situation, way);
  const changes = records.some((record) => record.change !== "keep");
  const blockedBy = [
    ...(changes && situation.dns === "nobody"
      ? [reason("dns-nobody", { name: situation.host })]
      : []),
    ...(way.method === "srv" && situation.input.answers.keepSrv === "no"
      ? [reason("srv-not-wanted")]
      : []),
    ...((way.method === "srv" || records.some(isTold)) && hostKind(way.connectHost) !== "dns"
      ? [reason("srv-to-address", { name: way.connectHost })]
      : []),
  ];
  return { records, blockedBy };
}

/** Existing records as they are, for a plan that leaves them alone. */
export function presentSrv(situation: Situation): readonly RecordChange[] {
  return [
    ...shown(situation, "_matrix-fed._tcp", situation.srvFed, () => "keep"),
    ...shown(situation, "_matrix._tcp", situation.srvLegacy, () => "keep"),
  ];
}

/** SRV is the way itself: `_matrix._tcp` stands beside `_matrix-fed._tcp` for software before 1.93. */
function recordsToLead(situation: Situation, way: Way): readonly RecordChange[] {
  const { srvFed, srvLegacy, dns } = situation;
  const fed = lead(situation, "_matrix-fed._tcp", srvFed, way);
  const legacy = lead(situation, "_matrix._tcp", srvLegacy, way);
  // In nobody's hands the records stay as they are; the audience decides whether that will do.
  if (dns === "nobody" && (isKept(fed) || isKept(legacy))) return presentSrv(situation);
  const mended = legacy.length > 0 && legacy.every(({ change }) => STAYS.has(change));
  const legacyAlone = mended && (srvFed?.records.length ?? 0) === 0;
  return legacyAlone ? legacy : [...fed, ...legacy];
}

function isTold({ change }: RecordChange): boolean {
  return change === "add" || change === "change";
}

const STAYS: ReadonlySet<RecordChange["change"]> = new Set(["keep", "remove"]);

function isKept(records: readonly RecordChange[]): boolean {
  return records.length > 0 && records.every((record) => record.change === "keep");
}

function lead(
  situation: Situation,
  service: SrvService,
  seen: SrvSeen | null,
  way: Way,
): readonly RecordChange[] {
  if (seen !== null && leadsTo(situation, seen, way))
    return shown(situation, service, seen, () => "keep");
  const dead = seen === null ? [] : deadBefore(situation, seen, way);
  if (dead.length > 0)
    return shown(situation, service, seen, (each) => (dead.includes(each) ? "remove" : "keep"));
  return [fresh(situation, service, way, (seen?.records.length ?? 0) > 0 ? "change" : "add")];
}

/** Another way leads; records that old peers can follow stay, whoever the audience is (`keepSrv`). */
function recordsBeside(situation: Situation, way: Way): readonly RecordChange[] {
  const { srvFed, srvLegacy, audience } = situation;
  const oldPeers = audience.includes("0.34") && way.method === "well-known";
  const legacy = beside(situation, "_matrix._tcp", srvLegacy, way);
  const changed =
    oldPeers && !legacy.some((record) => record.change === "keep") && needsRecord(situation, way)
      ? [fresh(situation, "_matrix._tcp", way, legacy.length > 0 ? "change" : "add")]
      : legacy;
  return [...beside(situation, "_matrix-fed._tcp", srvFed, way), ...changed];
}

function beside(
  situation: Situation,
  service: SrvService,
  seen: SrvSeen | null,
  way: Way,
): readonly RecordChange[] {
  const keep = situation.input.answers.keepSrv ?? "auto";
  const stuck = keep === "auto" && situation.dns === "nobody";
  return shown(situation, service, seen, (record) => {
    const follows = keep === "yes" || (keep === "auto" && canBeFollowed(situation, record, way));
    return follows || stuck ? "keep" : "remove";
  });
}

/** Without a record 0.34 goes to the name itself at 8448; that may lead here already. */
function needsRecord(situation: Situation, way: Way): boolean {
  if (way.port !== 8448) return true;
  const name = addressList(situation.input, situation.host);
  const there = addressList(situation.input, way.connectHost);
  return !name.some((address) => there.includes(address));
}

function canBeFollowed(situation: Situation, record: SrvRecord, way: Way): boolean {
  if (record.target === "") return false;
  return recordLeadsTo(situation, record, way) || answersNow(situation, record);
}

function answersNow(situation: Situation, record: SrvRecord): boolean {
  const greeting = { certificateName: situation.host, hostHeader: situation.input.name.text };
  return addressList(situation.input, record.target).some(
    (address) => portAt(situation.input, address, record.port, greeting).state === "homeserver",
  );
}

/**
 * Records that peers try before one that leads to the endpoint of the way, and at which the homeserver
 * does not answer: without them the rest is right. Empty where that is not all.
 */
function deadBefore(situation: Situation, seen: SrvSeen, way: Way): readonly SrvRecord[] {
  const sorted = inOrder(seen);
  const first = sorted.findIndex(
    (each) => each.target !== "" && recordLeadsTo(situation, each, way),
  );
  const before = sorted.slice(0, Math.max(0, first));
  return before.some((each) => answersNow(situation, each)) ? [] : before;
}

/** The best record leads to the endpoint of the way. */
function leadsTo(situation: Situation, seen: SrvSeen | null, way: Way): boolean {
  const best = bestSrv(seen);
  return best !== null && best.target !== "" && recordLeadsTo(situation, best, way);
}

function recordLeadsTo(situation: Situation, record: SrvRecord, way: Way): boolean {
  if (record.port !== way.port) return false;
  if (record.target.toLowerCase() === way.connectHost) return true;
  const there = addressList(situation.input, way.connectHost);
  const found = addressList(situation.input, record.target).map(canonicalAddress);
  return found.length > 0 && found.every((address) => there.includes(address));
}

function shown(
  situation: Situation,
  service: SrvService,
  seen: SrvSeen | null,
  changeOf: (record: SrvRecord) => RecordChange["change"],
): readonly RecordChange[] {
  const name = `${service}.${situation.host}`;
  return (seen?.records ?? []).map((record) => ({
    name,
    type: "SRV" as const,
    ttl: seen?.ttl ?? NEW_RECORD_TTL,
    value: srvValue(record),
    change: changeOf(record),
  }));
}

function fresh(
  situation: Situation,
  service: SrvService,
  way: Way,
  change: "add" | "change",
): RecordChange {
  const target = addressesOf(situation.input, way.connectHost).cname.at(-1) ?? way.connectHost;
  return {
    name: `${service}.${situation.host}`,
    type: "SRV",
    ttl: NEW_RECORD_TTL,
    // Never an alias: RFC 2782 forbids a CNAME as target, so the name behind it is written.
    value: srvValue({ priority: 10, weight: 5, port: way.port, target }),
    change,
  };
}
