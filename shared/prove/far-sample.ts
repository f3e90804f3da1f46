import { asChoice, DIMENSION_ORDER, valuesOf, type Choice } from "./dimensions.ts";
import { RULES_AT, unusualOf, UNUSUAL_AT_ONCE } from "./exclusion-rules.ts";

/** A stream of numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Draws points of the space at random, dimension by dimension, each value that no rule leaves out as
 * likely as any other. With `farOnly` only those that the walk leaves out as too unusual.
 */
export function* samplePoints(seed: number, count: number, farOnly: boolean): Generator<Choice> {
  const random = randomFrom(seed);
  let drawn = 0;
  while (drawn < count) {
    const choice = drawOne(random);
    if (choice === null || (farOnly && unusualOf(choice) <= UNUSUAL_AT_ONCE)) continue;
    drawn += 1;
    yield choice;
  }
}

/** Null where the values drawn first leave none for a later dimension. */
function drawOne(random: () => number): Choice | null {
  const settled: { [dimension: string]: string } = {};
  for (const [at, dimension] of DIMENSION_ORDER.entries()) {
    const rules = RULES_AT[at] ?? [];
    const allowed = valuesOf(dimension).filter((value) => {
      settled[dimension] = value;
      return !rules.some((rule) => rule.excludes(asChoice(settled)));
    });
    const value = allowed[Math.floor(random() * allowed.length)];
    if (value === undefined) return null;
    settled[dimension] = value;
  }
  return asChoice(settled);
}
