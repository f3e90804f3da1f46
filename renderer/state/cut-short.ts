import type { ApplyState } from "../../shared/api/wizard-views.ts";

/**
 * Whether a run was begun and neither ended nor put back: by an earlier start of Homeport, or because
 * going on with it did not come about.
 */
export function isCutShort({ stage, kind, outcome, problems }: ApplyState): boolean {
  if (stage !== "ended" || outcome !== null) return false;
  const [first] = problems;
  return (
    kind === "resume" || (first?.code === "interrupted" && typeof first.data["run"] === "string")
  );
}
