import type { Answers } from "../../../shared/answers/answers.ts";
import type { Era } from "../../../shared/domain/era.ts";
import { parseServerName } from "../../../shared/domain/server-name.ts";
import { parseWorld } from "../../../shared/facts/world-file.ts";
import { observeWorld } from "../../../shared/facts/world-observe.ts";
import { controlOf, hostOf } from "../../../shared/facts/world-server.ts";
import { makePlan } from "../../../shared/plan/make-plan.ts";
import type { Plan, PlanInput, Refusal } from "../../../shared/plan/plan.ts";
import type { ErasView, Verdict } from "../../../shared/resolve/route.ts";

/** The moment of every test world that does not name its own. */
const NOW = 1_795_392_000_000;

/** Reads a world file given as an object into what a plan is made from. */
export function inputOf(json: object, answers: Answers = {}, name?: string): PlanInput {
  const world = parseWorld(json);
  if (!world.ok) throw new Error(JSON.stringify(world.error));
  const parsed = parseServerName(name ?? world.value.server?.name ?? "example.com");
  if (!parsed.ok) throw new Error(parsed.error.why);
  return {
    name: parsed.value,
    answers,
    observe: observeWorld(world.value),
    host: hostOf(world.value),
    web: null,
    control: controlOf(world.value),
    now: world.value.now ?? NOW,
  };
}

/** The plan for a world; fails where it is refused. */
export function planFor(json: object, answers: Answers = {}): Plan {
  const made = makePlan(inputOf(json, answers));
  if (!made.ok) throw new Error(`refused: ${JSON.stringify(made.error.reasons)}`);
  return made.value;
}

/** The refusal for a world; fails where there is a plan. */
export function refusalFor(json: object, answers: Answers = {}): Refusal {
  const made = makePlan(inputOf(json, answers));
  if (made.ok) throw new Error(`planned: ${made.value.recommended}`);
  return made.error;
}

/** How peers of each era fare, in a form that reads at a glance. */
export function verdicts(view: ErasView): { readonly [era in Era]: Verdict } {
  return {
    "0.34": view.inbound["0.34"].verdict,
    "0.99": view.inbound["0.99"].verdict,
    "1.0": view.inbound["1.0"].verdict,
    "1.93": view.inbound["1.93"].verdict,
  };
}

/** The steps by id, in order. */
export function stepIds(plan: Plan): readonly string[] {
  return plan.steps.map((step) => step.id);
}
