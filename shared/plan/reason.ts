import type { ProblemData } from "../problems/problem.ts";
import type { Reason } from "./plan.ts";

/** A reason by its key under `reasons.` in the words, with the values that its text names. */
export function reason(code: string, data: ProblemData = {}): Reason {
  return { code, data };
}
