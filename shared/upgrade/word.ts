import type { Reason } from "../plan/plan.ts";
import type { ProblemData } from "../problems/problem.ts";

/** A reason whose text is `reasons.upgrade-CODE` in the words. */
export function word(code: string, data: ProblemData = {}): Reason {
  return { code: `upgrade-${code}`, data };
}
