import type { StepRow } from "../../shared/api/wizard-views.ts";

/** A proof changes nothing: there is nothing of it to be undone. */
export function isUndoneProof({ kind, state }: Pick<StepRow, "kind" | "state">): boolean {
  return kind === "prove" && state === "undone";
}
