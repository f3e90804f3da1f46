import { addressesOf } from "./addresses-of.ts";
import type { RecordChange } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";

/** Longest time that peers keep having found no document (Synapse, 1 h). */
const NOT_FOUND_LIFE = 3600;

/** Seconds for which peers may keep what they saw at `https://NAME` before. */
export function documentLife(situation: Situation): number {
  const { decidedBy, cachedForSeconds } = situation.now.inbound["1.93"];
  const known = decidedBy?.startsWith("well-known") === true ? cachedForSeconds : null;
  return known ?? NOT_FOUND_LIFE;
}

/** Seconds for which others may keep the present answer, or that there is none. */
export function presentLife(situation: Situation, record: RecordChange): number {
  if (record.type === "SRV") {
    return (
      (record.name.startsWith("_matrix-fed.") ? situation.srvFed : situation.srvLegacy)?.ttl ?? 0
    );
  }
  const seen = addressesOf(situation.input, record.name);
  return (record.type === "A" ? seen.a : seen.aaaa).ttl;
}

/** A step that lets old answers die. */
export function wait(id: string, seconds: number, code: string): Draft {
  return {
    kind: "wait",
    ...parts({
      id,
      who: "homeport",
      reason: reason(code, { seconds }),
      check: reason("check-time", { seconds }),
    }),
    seconds,
  };
}
