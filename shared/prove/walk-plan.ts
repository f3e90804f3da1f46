import type { Plan } from "../plan/plan.ts";
import { effectOfStep } from "./effect-of-step.ts";
import { beginState, type ProofState } from "./state.ts";
import { inboundNow, inboundOf, type Subject } from "./subject.ts";
import type { Walk, Walked } from "./walk.ts";

/** Does every step of a plan in a modelled world, one after the other. */
export function walkPlan(subject: Subject, plan: Pick<Plan, "steps">): Walk {
  const begin = beginState(subject.world);
  const now = inboundNow(subject);
  const steps: Walked[] = [];
  let before = begin;
  let inbound = now;
  for (const step of plan.steps) {
    const after = effectOfStep(before, step);
    inbound = seenAlike(before, after) ? inbound : inboundOf(subject, after);
    steps.push({ step, before, after, inbound });
    before = after;
  }
  return { begin, now, steps, end: inbound };
}

/** Nothing that peers can see has changed. */
function seenAlike(before: ProofState, after: ProofState): boolean {
  return before.world === after.world && before.sites === after.sites;
}
