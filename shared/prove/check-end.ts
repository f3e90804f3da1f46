import { certificateFault } from "../certificates/judge.ts";
import { traitsOf, type Era } from "../domain/era.ts";
import { ERAS } from "../domain/era.ts";
import type { Plan } from "../plan/plan.ts";
import { observeState } from "./state.ts";
import type { Subject } from "./subject.ts";
import { violation, type Violation } from "./violation.ts";
import type { Walk } from "./walk.ts";

/** Check 1: every promised era reaches in the end, its certificate is accepted, and the plan said so. */
export function checkEnd(subject: Subject, plan: Plan, walk: Walk): readonly Violation[] {
  return [
    ...promised(subject).flatMap((era) => missed(walk, era)),
    ...promised(subject).flatMap((era) => unaccepted(subject, walk, era)),
    ...ERAS.flatMap((era) => claimed(plan, walk, era)),
  ];
}

function promised(subject: Subject): readonly Era[] {
  return subject.audience;
}

function missed(walk: Walk, era: Era): readonly Violation[] {
  const { verdict, why } = walk.end[era];
  if (verdict === "reached") return [];
  return [violation("1 promised era not reached", `${verdict} (${why ?? "no reason"})`, { era })];
}

/** Looked at once more without the resolver's verdict: at least one address serves what the era takes. */
function unaccepted(subject: Subject, walk: Walk, era: Era): readonly Violation[] {
  const { verdict, target, sni, hostHeader, certificateName } = walk.end[era];
  const traits = traitsOf(era);
  if (verdict !== "reached" || !traits.checksCertificate) return [];
  const observe = observeState(walk.steps.at(-1)?.after ?? walk.begin);
  const good = (target?.addresses ?? []).some((address) => {
    const query = {
      ask: "endpoint",
      address,
      port: target?.port ?? 0,
      sni,
      hostHeader: hostHeader ?? "",
    } as const;
    const seen = observe(query);
    if (seen.kind !== "endpoint" || seen.tls?.spoken !== true || certificateName === null)
      return false;
    return certificateFault(seen.tls.certificate, certificateName, traits, subject.now) === null;
  });
  return good
    ? []
    : [violation("1 certificate not accepted", `for ${certificateName ?? "no name"}`, { era })];
}

/** What a plan says of its end, and after each step, is what the modelled world shows. */
function claimed(plan: Plan, walk: Walk, era: Era): readonly Violation[] {
  const said = plan.eras.end.inbound[era].verdict;
  const shown = walk.end[era].verdict;
  if (said !== shown)
    return [violation("1 end claimed otherwise", `said ${said}, is ${shown}`, { era })];
  return walk.steps.flatMap(({ step, inbound }) => {
    const view = plan.eras.afterStep[step.id]?.inbound[era].verdict;
    if (view === undefined || view === inbound[era].verdict) return [];
    const detail = `said ${view}, is ${inbound[era].verdict}`;
    return [violation("1 end claimed otherwise", detail, { era, step: step.id })];
  });
}
