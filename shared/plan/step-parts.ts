import type { Reason, Step, Who } from "./plan.ts";
import { reason } from "./reason.ts";

/** A step before phases and needs are worked out from the order. */
export type Draft = Step extends infer S
  ? S extends Step
    ? Omit<S, "phase" | "needs">
    : never
  : never;

/** The parts that every step has; left-out ones mean: nothing to show, seen at once. */
export interface Parts {
  readonly id: string;
  readonly who: Who;
  readonly reason: Reason;
  readonly before?: string | null;
  readonly after?: string | null;
  readonly visibleAfterSeconds?: number;
  readonly undo?: Reason;
  readonly irreversible?: Reason;
  readonly check: Reason;
}

/** Fills the parts of a step; what is not irreversible has an undo, if only that there is nothing to undo. */
export function parts(given: Parts): Omit<Draft, "kind"> {
  return {
    id: given.id,
    who: given.who,
    reason: given.reason,
    before: given.before ?? null,
    after: given.after ?? null,
    visibleAfterSeconds: given.visibleAfterSeconds ?? 0,
    undo: given.irreversible ? null : (given.undo ?? reason("undo-nothing")),
    irreversible: given.irreversible ?? null,
    check: given.check,
  };
}
