import type { Decision } from "./decision.ts";
import type { ProveStep } from "./plan.ts";
import { reason } from "./reason.ts";
import { parts, type Draft } from "./step-parts.ts";

/**
 * Puts the proofs between the steps: the endpoint before peers are told of it, federation at the end.
 * Nothing to do stays nothing.
 */
export function proveSteps(
  decision: Decision,
  before: readonly Draft[],
  announce: readonly Draft[],
  retire: readonly Draft[],
): readonly Draft[] {
  if (before.length + announce.length + retire.length === 0) return [];
  const endpoint = before.length > 0 && announce.length > 0 ? [prove(decision, "endpoint")] : [];
  return [...before, ...endpoint, ...announce, ...retire, prove(decision, "federation")];
}

function prove(decision: Decision, what: ProveStep["what"]): Draft {
  const data = { name: decision.way.connectHost, port: decision.way.port };
  return {
    kind: "prove",
    ...parts({
      id: what === "endpoint" ? "prove-endpoint" : "prove",
      who: "homeport",
      reason: reason(what === "endpoint" ? "endpoint-before-telling" : "proof-at-the-end", data),
      check: reason(what === "endpoint" ? "check-served" : "check-eras", data),
    }),
    what,
  };
}
