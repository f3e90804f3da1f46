import type { ApplyState } from "../../shared/api/wizard-views.ts";
import type { Words } from "../words/use-words.ts";
import type { PlanView } from "./plan-facts.ts";
import { stepTitle } from "./step-title.ts";

type Row = ApplyState["steps"][number];

/** What a step of a run does: as the plan says it where the plan is at hand, else by its kind. */
export function rowTitle(
  row: Pick<Row, "id" | "kind">,
  plan: PlanView | null,
  words: Words,
): string {
  const step = plan?.plan?.steps.find(({ id }) => id === row.id);
  if (step !== undefined) return stepTitle(step, words);
  return words.find("wizard.step-id", row.id) ?? words.sayCode("steps", row.kind);
}

/** Whether a run of an earlier start of Homeport was begun and neither ended nor put back. */
export function isCutShort({ stage, outcome, problems }: ApplyState): boolean {
  const [first] = problems;
  const isOpen = first?.code === "interrupted" && typeof first.data["run"] === "string";
  return stage === "ended" && outcome === null && isOpen;
}
