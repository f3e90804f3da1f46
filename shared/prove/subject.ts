import type { Answers } from "../answers/answers.ts";
import { DEFAULT_AUDIENCE } from "../answers/answers.ts";
import type { Era } from "../domain/era.ts";
import type { Instant } from "../domain/instant.ts";
import type { ServerName } from "../domain/server-name.ts";
import { hostOf } from "../facts/world-server.ts";
import { observeWorld } from "../facts/world-observe.ts";
import type { Observe } from "../facts/observation.ts";
import type { World } from "../facts/world-types.ts";
import type { Plan, PlanInput, Refusal } from "../plan/plan.ts";
import { inboundEras } from "../resolve/eras.ts";
import { nothingSeen, oncePer, type SeenBefore } from "./seen-before.ts";
import { beginState, observeState, type ProofState } from "./state.ts";
import type { Inbound } from "./walk.ts";

/** The planner, as the prover knows it: a function from input to a plan or a refusal. */
export type MakePlan = (
  input: PlanInput,
) => { readonly ok: true; readonly value: Plan } | { readonly ok: false; readonly error: Refusal };

/** One case: a world, whose name it is about, and for whom. */
export interface Subject {
  readonly world: World;
  readonly name: ServerName;
  readonly audience: readonly Era[];
  readonly answers: Answers;
  readonly now: Instant;
  /** Looks at the world; cases of one network share its memory. */
  readonly observe: Observe;
  /** What was worked out for other cases of the same network already. */
  readonly seen: SeenBefore;
}

/** Makes a case; without an audience the one that plans promise to by default. */
export function subjectOf(
  world: World,
  name: ServerName,
  now: Instant,
  answers: Answers,
  network: Pick<Subject, "observe" | "seen"> = {
    observe: observeWorld(world),
    seen: nothingSeen(),
  },
): Subject {
  const { observe, seen } = network;
  const audience = answers.audience ?? DEFAULT_AUDIENCE;
  return { world, name, now, answers, audience, observe, seen };
}

/** How peers fare before anything is done. */
export function inboundNow(subject: Subject): Inbound {
  return inboundOf(subject, beginState(subject.world));
}

/** What a planner is given for a case: exactly what `plan --world` gives it. */
export function planInputOf(subject: Subject): PlanInput {
  const { world, name, answers, now, observe } = subject;
  return { name, answers, observe, host: hostOf(world), web: null, control: world.control, now };
}

/** How peers fare in a state; states that are alike to them are looked at once. */
export function inboundOf(subject: Subject, state: ProofState): Inbound {
  return oncePer(subject.seen.inbound, shownChanges(subject.world, state), () =>
    inboundEras(subject.name, observeState(state), subject.now),
  );
}

/** All that peers can see to be otherwise than at first, as text. No step makes another server of it. */
function shownChanges({ dns, https, endpoints }: World, { world, sites }: ProofState): string {
  return JSON.stringify([
    world.dns === dns ? "=" : world.dns,
    world.https === https ? "=" : world.https,
    world.endpoints === endpoints ? "=" : world.endpoints,
    sites,
  ]);
}

/** Tells whether every era of the audience is reached. */
export function allReached(audience: readonly Era[], inbound: Inbound): boolean {
  return audience.every((era) => inbound[era].verdict === "reached");
}
