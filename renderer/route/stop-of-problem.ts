import type { ProblemCode } from "../../shared/problems/codes.ts";
import type { StopId } from "./way.ts";

const BEGINNINGS: readonly (readonly [string, StopId])[] = [
  ["dns-", "address"],
  ["srv-", "srv"],
  ["well-known-", "well-known"],
  ["cert-", "certificate"],
  ["tls-", "certificate"],
  ["port-", "port"],
  ["ipv", "port"],
  ["private-", "port"],
  ["response-timeout", "proxy"],
  ["host-header", "proxy"],
  ["upstream-", "proxy"],
  ["http-error", "proxy"],
  ["uri-decoded", "proxy"],
  ["encoded-slash", "proxy"],
  ["body-limit", "proxy"],
];

/** The stop at which a problem stands; what is wrong with the homeserver itself stands at Synapse. */
export function stopOfProblem(code: ProblemCode): StopId {
  return BEGINNINGS.find(([beginning]) => code.startsWith(beginning))?.[1] ?? "synapse";
}
