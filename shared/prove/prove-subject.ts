import type { Plan } from "../plan/plan.ts";
import { checkEnd } from "./check-end.ts";
import { checkHands } from "./check-hands.ts";
import { missedLater, walkLater } from "./check-later.ts";
import { checkNames } from "./check-names.ts";
import { checkNever } from "./check-never.ts";
import { checkRefusal } from "./check-refusal.ts";
import { checkUndo, irreversibleIn } from "./check-undo.ts";
import { checkWay } from "./check-way.ts";
import { withoutConsent } from "./consents.ts";
import { oncePer, type JudgedWalk } from "./seen-before.ts";
import { allReached, planInputOf, type MakePlan, type Subject } from "./subject.ts";
import { violation, type Violation } from "./violation.ts";
import { walkPlan } from "./walk-plan.ts";

/** What came of one case. */
export interface Proof {
  readonly outcome: "nothing to do" | "plan" | "refusal";
  readonly steps: number;
  /** Steps that cannot be undone, exempt from check 3. */
  readonly irreversible: number;
  readonly violations: readonly Violation[];
}

/** Plans one case with the planner given and puts the plan, or the refusal, to all checks. */
export function proveSubject(subject: Subject, makePlan: MakePlan): Proof {
  let planned: ReturnType<MakePlan>;
  try {
    planned = makePlan(planInputOf(subject));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      outcome: "refusal",
      steps: 0,
      irreversible: 0,
      violations: [violation("0 planner threw", detail)],
    };
  }
  if (planned.ok) return provePlan(subject, planned.value);
  return { outcome: "refusal", steps: 0, irreversible: 0, violations: checkRefusal(subject) };
}

/** Puts one plan to the checks. */
export function provePlan(subject: Subject, plan: Plan): Proof {
  const { walk, way, later, undo } = judgedWalk(subject, plan);
  const needless = plan.steps.length > 0 && allReached(subject.audience, walk.now);
  return {
    outcome: plan.steps.length === 0 ? "nothing to do" : "plan",
    steps: plan.steps.length,
    irreversible: irreversibleIn(walk),
    violations: [
      ...checkEnd(subject, plan, walk),
      ...checkHands(subject, walk),
      ...withoutConsent(plan, way),
      ...withoutConsent(plan, missedLater(subject.audience, later)),
      ...checkNames(subject, plan),
      ...undo,
      ...checkNever(plan, walk),
      ...(needless ? [violation("5 plan is needless", `${plan.steps.length} steps`)] : []),
    ],
  };
}

/** The same steps on the same host of the same network lead through the same states. */
function judgedWalk(subject: Subject, plan: Plan): JudgedWalk {
  const key = JSON.stringify([subject.world.server, plan.steps]);
  return oncePer(subject.seen.walks, key, () => {
    const walk = walkPlan(subject, plan);
    return {
      walk,
      way: checkWay(subject, walk),
      later: walkLater(subject, walk),
      undo: checkUndo(walk),
    };
  });
}
