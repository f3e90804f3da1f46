import type { ProveStep } from "../../../shared/plan/plan.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import { isHandedOver, mayNotWait } from "./ask.ts";
import { proofFault } from "./proof-fault.ts";
import { done, failed, type RunContext, type StepEnd } from "../run-context.ts";

/** How long a proof is tried again before it has failed, in milliseconds: services settle, answers travel. */
const TRY_FOR = 20_000;
const TRY_EVERY = 1000;

/** Proves from outside: the new endpoint answers as it should, or the whole way to the server works. */
export async function performProve(context: RunContext, step: ProveStep): Promise<StepEnd> {
  const until = context.ports.clock.now() + TRY_FOR;
  for (;;) {
    const fault = await proofFault(context, step.what);
    if (fault === null)
      return done(step.what === "endpoint" ? "the endpoint answers" : "others reach the server");
    if (context.ports.stopping()) return failed(fault);
    if (restsOnPeople(context, step)) {
      if (mayNotWait(context)) return waitFor(step, fault);
    } else if (context.ports.clock.now() > until) return failed(fault);
    await context.ports.clock.sleep(TRY_EVERY);
  }
}

/** Something before it was left to a person and did not show from outside: then a proof waits and never fails. */
function restsOnPeople(context: RunContext, step: ProveStep): boolean {
  const before = context.plan.steps.slice(0, context.plan.steps.indexOf(step));
  return before.some((one) => isHandedOver(one) && one.phase === step.phase);
}

function waitFor(step: ProveStep, fault: Problem): StepEnd {
  const data = { who: "you", what: fault.code };
  const waiting = { step, problem: problem("waiting-for-person", data, { severity: "info" }) };
  return { kind: "waiting", waiting };
}
