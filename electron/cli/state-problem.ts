import type { Problem } from "../../shared/problems/problem.ts";

/** The problem that a thrown `StateUnusable` carries; null for anything else, which is a bug. */
export function problemOfState(thrown: unknown): Problem | null {
  if (!(thrown instanceof Error) || thrown.name !== "StateUnusable" || !("problem" in thrown)) return null;
  return thrown.problem as Problem;
}
