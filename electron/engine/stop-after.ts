import type { Plan } from "../../shared/plan/plan.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";

/** A step to stop after must be one of the plan's: a typing mistake would let the whole plan through. */
export function unknownStep(plan: Plan, stopAfter: string | null): Problem | null {
  if (stopAfter === null || plan.steps.some((step) => step.id === stopAfter)) return null;
  const steps = plan.steps.map((step) => step.id).join(", ");
  return problem("step-unknown", { step: stopAfter, steps });
}
