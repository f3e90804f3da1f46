import type { Plan, Step } from "./plan.ts";

/**
 * Whether a plan made now has a step that the approved one does not have: another change, another
 * content, another person. Steps that have become needless since are no difference; `before` is not
 * compared, since earlier phases have changed it as was approved.
 */
export function planDiffers(now: Plan, approved: Plan): boolean {
  return now.steps.some((step) => !approved.steps.some((other) => sameStep(step, other)));
}

function sameStep(a: Step, b: Step): boolean {
  return a.id === b.id && a.kind === b.kind && a.who === b.who && a.after === b.after;
}
