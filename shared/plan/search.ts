import type { Situation } from "./situation.ts";
import type { Way } from "./way.ts";
import { waysOf } from "./ways.ts";
import { weigh, type Weighed } from "./weigh.ts";

/** What a search came across: the way that it chose, null where every one is blocked, and all that were weighed. */
export interface Found {
  readonly chosen: Weighed | null;
  readonly weighed: readonly Weighed[];
}

/** Ways that were weighed already, by `keyOf`: searches for other methods meet the same ones. */
export type Known = Map<string, Weighed>;

/**
 * Takes the first way that nothing speaks against and that cuts nobody off; where every possible one cuts
 * somebody off, the best of them.
 */
export function search(situation: Situation, known: Known): Found {
  const weighed: Weighed[] = [];
  for (const way of waysOf(situation)) {
    const one = weighedOnce(situation, way, known);
    weighed.push(one);
    if (isOpen(one) && one.cutOff.length === 0) return { chosen: one, weighed };
  }
  return { chosen: weighed.find(isOpen) ?? null, weighed };
}

function weighedOnce(situation: Situation, way: Way, known: Known): Weighed {
  const key = keyOf(situation, way);
  const one = known.get(key) ?? weigh(situation, way);
  known.set(key, one);
  return one;
}

/** Of the answers only the wish that nothing be published changes what speaks against a way (`decision.ts`). */
function keyOf(situation: Situation, way: Way): string {
  return `${situation.input.answers.delegate === "none"} ${JSON.stringify(way)}`;
}

function isOpen(weighed: Weighed): boolean {
  return weighed.blockedBy.length === 0;
}
