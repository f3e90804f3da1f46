import { sameState } from "./same-state.ts";
import { undoOfStep } from "./undo-of-step.ts";
import { violation, type Violation } from "./violation.ts";
import type { Walk, Walked } from "./walk.ts";

/** Check 3: each step's undo restores the modelled world; what cannot be undone says why. */
export function checkUndo(walk: Walk): readonly Violation[] {
  return walk.steps.flatMap(one);
}

/** How many steps of a plan cannot be undone. */
export function irreversibleIn(walk: Walk): number {
  return walk.steps.filter(({ step }) => step.irreversible !== null).length;
}

function one(walked: Walked): readonly Violation[] {
  const { step, before, after } = walked;
  if ((step.undo === null) === (step.irreversible === null)) {
    return [violation("3 neither undo nor irreversible", step.kind, { step: step.id })];
  }
  if (step.undo === null) return [];
  if (
    step.kind === "write-file" &&
    step.before !== (before.files[step.file.path]?.content ?? null)
  ) {
    return [
      violation("3 undo does not restore", "before is not what stood there", { step: step.id }),
    ];
  }
  if (sameState(undoOfStep(after, before, step), before)) return [];
  return [violation("3 undo does not restore", step.kind, { step: step.id })];
}
