import { ERAS, type Era } from "../domain/era.ts";
import type { ProofState } from "./state.ts";
import { inboundOf, type Subject } from "./subject.ts";
import { violation, type Violation } from "./violation.ts";
import type { Inbound, Walk, Walked } from "./walk.ts";

/** What peers may still hold in their caches: names and documents of before a step, and for how long. */
interface OldAnswers {
  readonly state: ProofState;
  readonly reached: readonly Era[];
  readonly seconds: { readonly [era in Era]: number };
}

/**
 * Check 2: after each step no era fares worse than before it, neither with an empty cache nor with an
 * answer of before that may still live. For these the plan has to ask consent: `withoutConsent`.
 */
export function checkWay(subject: Subject, walk: Walk): readonly Violation[] {
  const found: Violation[] = [];
  let old: readonly OldAnswers[] = [];
  let before: { readonly state: ProofState; readonly inbound: Inbound } = {
    state: walk.begin,
    inbound: walk.now,
  };
  for (const walked of walk.steps) {
    found.push(...worse(before.inbound, walked));
    old = held(old, before, walked);
    const cut = old.map((each) => cutOff(subject, each, walked));
    found.push(...cut.flatMap((each) => each.violations));
    old = cut.map((each) => each.left);
    before = { state: walked.after, inbound: walked.inbound };
  }
  return found;
}

function worse(before: Inbound, walked: Walked): readonly Violation[] {
  return ERAS.filter(
    (era) => before[era].verdict === "reached" && walked.inbound[era].verdict !== "reached",
  ).map((era) =>
    violation(
      "2 era made worse without consent",
      `${walked.inbound[era].verdict} (${walked.inbound[era].why ?? ""})`,
      {
        era,
        step: walked.step.id,
      },
    ),
  );
}

/** Adds what a step made old, and lets a wait pass. */
function held(
  old: readonly OldAnswers[],
  before: { readonly state: ProofState; readonly inbound: Inbound },
  walked: Walked,
): readonly OldAnswers[] {
  const { step, after } = walked;
  if (step.kind === "wait")
    return old.map((each) => passed(each, step.seconds)).filter((each) => each.reached.length > 0);
  const { dns, https } = before.state.world;
  if (dns === after.world.dns && https === after.world.https) return old;
  const reached = ERAS.filter((era) => before.inbound[era].verdict === "reached");
  const life = (era: Era): number => before.inbound[era].cachedForSeconds ?? 0;
  const seconds = {
    "0.34": life("0.34"),
    "0.99": life("0.99"),
    "1.0": life("1.0"),
    "1.93": life("1.93"),
  };
  return [...old, passed({ state: before.state, reached, seconds }, 0)];
}

function passed(old: OldAnswers, waited: number): OldAnswers {
  const left = (era: Era): number => old.seconds[era] - waited;
  const seconds = {
    "0.34": left("0.34"),
    "0.99": left("0.99"),
    "1.0": left("1.0"),
    "1.93": left("1.93"),
  };
  return { ...old, seconds, reached: old.reached.filter((era) => seconds[era] > 0) };
}

/** Peers that still follow the old answers meet the host as it is now. */
function cutOff(
  subject: Subject,
  old: OldAnswers,
  walked: Walked,
): { readonly violations: readonly Violation[]; readonly left: OldAnswers } {
  if (old.reached.length === 0) return { violations: [], left: old };
  const { dns, https } = old.state.world;
  const { after } = walked;
  const inbound = inboundOf(subject, { ...after, world: { ...after.world, dns, https } });
  const lost = old.reached.filter((era) => inbound[era].verdict !== "reached");
  const violations = lost.map((era) =>
    violation("2 old answer cut off without consent", `for ${old.seconds[era]} s`, {
      era,
      step: walked.step.id,
    }),
  );
  return {
    violations,
    left: { ...old, reached: old.reached.filter((era) => !lost.includes(era)) },
  };
}
