import type { Looked } from "../state/wizard.ts";
import type { Problem } from "../../shared/problems/problem.ts";

const RANK = { error: 0, warning: 1, info: 2 } as const;

/**
 * Everything that a look found, the worst first: by severity, then what ends the way of today's servers
 * (the verdict rests on it), then what was seen outside before what is said of the name as it was typed.
 */
export function worstFirst({ warnings, report }: Pick<Looked, "warnings" | "report">): Problem[] {
  const { why } = report.eras.inbound["1.93"];
  const isBreak = ({ code }: Problem): number => (code === why ? 0 : 1);
  return [...report.problems, ...warnings].toSorted(
    (one, other) => RANK[one.severity] - RANK[other.severity] || isBreak(one) - isBreak(other),
  );
}
