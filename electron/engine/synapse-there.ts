import type { PlanInput, Step } from "../../shared/plan/plan.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";

/**
 * `synapse-missing` where steps of ours need a Synapse on a machine that was looked at and has none: a
 * certificate would be on public lists for good before its service fails to start. Null elsewhere.
 */
export function synapseMissing(
  { host }: Pick<PlanInput, "host">,
  steps: readonly Step[],
): Problem | null {
  const isSeen = host !== null && host.hostKey !== null;
  const starts = steps.some(
    (step) =>
      step.kind === "control-service" && step.service === "synapse" && step.who === "homeport",
  );
  return isSeen && starts && host.synapse === null
    ? problem("synapse-missing", {}, { seenFrom: "host" })
    : null;
}
