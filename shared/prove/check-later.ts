import { ERAS, type Era } from "../domain/era.ts";
import { isBelieved, pageAt, siteAt, withGoodWebsite } from "./effect-of-page.ts";
import { WELL_KNOWN_PATH } from "./plan-space.ts";
import type { ProofState } from "./state.ts";
import type { LaterWalk } from "./seen-before.ts";
import { inboundOf, type Subject } from "./subject.ts";
import { violation, type Violation } from "./violation.ts";
import type { Inbound, Walk } from "./walk.ts";

/**
 * Part of check 2: a file that nobody believes today, for the website's certificate is no good, comes
 * back to life once somebody renews it, and some peers may know it from before. After no step an era may
 * fare worse for it than it would have before. Null where there is no such file, or nothing is done.
 */
export function walkLater(subject: Subject, walk: Walk): LaterWalk | null {
  if (walk.steps.length === 0 || !hasDeadFile(subject)) return null;
  const later = (state: ProofState): Inbound => renewed(subject, state);
  const found: Violation[] = [];
  let before = later(walk.begin);
  for (const { step, before: from, after: state } of walk.steps) {
    const after = from === state ? before : later(state);
    found.push(...lost(before, after).map((era) => cut(after, era, step.id)));
    before = after;
  }
  return { lost: found, end: before };
}

/** What is wrong with that: eras lost on the way, and promised ones that do not reach its end. */
export function missedLater(
  audience: readonly Era[],
  later: LaterWalk | null,
): readonly Violation[] {
  if (later === null) return [];
  const missed = audience.filter((era) => later.end[era].verdict !== "reached");
  return [...later.lost, ...missed.map((era) => cut(later.end, era, "the end"))];
}

function hasDeadFile(subject: Subject): boolean {
  const { world, now } = subject;
  const host = subject.name.host.toLowerCase();
  const site = siteAt(world, host);
  const page = pageAt(world, { host, path: WELL_KNOWN_PATH });
  return site !== null && page !== null && !isBelieved(site, host, now);
}

function renewed(subject: Subject, state: ProofState): Inbound {
  const world = withGoodWebsite(state.world, subject.name.host.toLowerCase(), subject.now);
  return inboundOf(subject, { ...state, world });
}

function lost(before: Inbound, after: Inbound): readonly Era[] {
  return ERAS.filter(
    (era) => before[era].verdict === "reached" && after[era].verdict !== "reached",
  );
}

function cut(after: Inbound, era: Era, step: string): Violation {
  const { verdict, why } = after[era];
  return violation("2 renewed website cuts off without consent", `${verdict} (${why ?? ""})`, {
    era,
    step,
  });
}
