import type { SrvService } from "../domain/era.ts";
import { asAnswerTo } from "../facts/answers-to.ts";
import type { SrvRecord, SrvSeen } from "../facts/observation.ts";
import type { ProblemCode } from "../problems/codes.ts";
import type { Steps } from "./ask.ts";
import type { DecidedBy } from "./route.ts";
import { orderSrv } from "./srv-order.ts";
import type { Trail } from "./trail.ts";

/** What a name server answers is bounded: further records are not tried. */
const MAX_RECORDS = 16;

/** How an SRV lookup ended. */
export type SrvFound =
  | { readonly kind: "records"; readonly records: readonly SrvRecord[]; readonly ttl: number }
  | { readonly kind: "none" }
  | { readonly kind: "error"; readonly why: ProblemCode }
  | { readonly kind: "untold" };

/**
 * Asks for one SRV service. Only NXDOMAIN and an empty answer let Synapse go on; every other failure
 * ends its resolution, as does a single record whose target is "." (matrix-federation.md section 1.5).
 */
export function* lookUpSrv(
  service: SrvService,
  host: string,
  step: DecidedBy,
  trail: Trail,
): Steps<SrvFound> {
  const query = { ask: "srv", service, name: host } as const;
  const seen = asAnswerTo(query, yield query);
  const found: SrvFound = seen.kind === "untold" ? { kind: "untold" } : judge(seen);
  const answer = seen.kind === "untold" ? "untold" : answerOf(seen);
  trail.add(
    step,
    `SRV ${service}.${host}`,
    answer,
    found.kind === "records" || found.kind === "error",
  );
  return found;
}

function judge(seen: SrvSeen): SrvFound {
  if (seen.rcode === "SERVFAIL" || seen.rcode === "REFUSED" || seen.rcode === "TIMEOUT") {
    return { kind: "error", why: "srv-lookup-error" };
  }
  const [first, ...others] = orderSrv(seen.records).slice(0, MAX_RECORDS);
  if (first === undefined) return { kind: "none" };
  if (first.target === "" && others.length === 0) return { kind: "error", why: "srv-null-target" };
  return { kind: "records", records: [first, ...others], ttl: seen.ttl };
}

function answerOf(seen: SrvSeen): string {
  if (seen.records.length === 0) return seen.rcode === "NOERROR" ? "NODATA" : seen.rcode;
  const shown = orderSrv(seen.records).map(
    (record) =>
      `${record.priority} ${record.weight} ${record.port} ${record.target === "" ? "." : record.target}`,
  );
  return shown.join(", ");
}
