import type { Step } from "../../../shared/plan/plan.ts";

/** A step by Homeport of which only what is given matters; the rest is as if nothing were to be said. */
export function planStep(
  given: { readonly id: string; readonly kind: Step["kind"] } & Record<string, unknown>,
): Step {
  return {
    who: "homeport",
    phase: 1,
    needs: [],
    reason: { code: "prove-renewed", data: {} },
    before: null,
    after: null,
    visibleAfterSeconds: 0,
    undo: { code: "undo-file", data: {} },
    irreversible: null,
    check: null,
    ...given,
    // A step's own keys are the kind's; a test gives those that it is about.
  } as unknown as Step;
}
