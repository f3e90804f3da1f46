import { ERAS, type Era } from "../domain/era.ts";
import { parseSrvValue } from "../render/zone-records.ts";
import type { Reason, RecordChange } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";

/** Why SRV records of one name go: who follows them today and where that leads, or that nobody does. */
export function retiredReason(situation: Situation, records: readonly RecordChange[]): Reason {
  const { now, input } = situation;
  const followers = ERAS.filter((era) => records.some((each) => follows(situation, era, each)));
  const reached = followers.filter((era) => now.inbound[era].verdict === "reached");
  const data = {
    name: records[0]?.name ?? situation.host,
    value: records.map((each) => each.value).join("; "),
  };
  const unwanted = input.answers.keepSrv === "no";
  if (reached.length > 0)
    return reason(unwanted ? "record-retired-followed" : "record-retired-replaced", {
      ...data,
      eras: reached.join(", "),
    });
  if (followers.length > 0)
    return reason("record-retired-astray", { ...data, eras: followers.join(", ") });
  return reason(unwanted ? "record-retired-unwanted" : "record-retired", data);
}

/** An era goes by a record where that decided its way, also where the way ends at the record. */
function follows(situation: Situation, era: Era, record: RecordChange): boolean {
  const { decidedBy, target, why } = situation.now.inbound[era];
  const isFed = record.name.startsWith("_matrix-fed.");
  if (decidedBy === null && why !== null && /^srv-(?:null|target)/.test(why))
    return isFed === (era === "1.93" && (situation.srvFed?.records.length ?? 0) > 0);
  if (decidedBy !== (isFed ? "srv-fed" : "srv") || target === null) return false;
  const place = parseSrvValue(record.value);
  return place?.port === target.port && place.target.toLowerCase() === target.host.toLowerCase();
}
