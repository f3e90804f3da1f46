import type { ApplyState } from "../../shared/api/wizard-views.ts";

/** Whether a run of an earlier start of Homeport was begun and neither ended nor put back. */
export function isCutShort({ stage, outcome, problems }: ApplyState): boolean {
  const [first] = problems;
  const isOpen = first?.code === "interrupted" && typeof first.data["run"] === "string";
  return stage === "ended" && outcome === null && isOpen;
}
