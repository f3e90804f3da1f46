import { DIMENSION_ORDER, valuesOf, type Choice } from "./dimensions.ts";
import { excludedBy, unusualOf, UNUSUAL_AT_ONCE } from "./exclusion-rules.ts";

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
 * Draws points of the space at random, each value as likely as any other of its dimension. With
 * `farOnly` only those that the walk leaves out as too unusual; no other rule is set aside.
 */
export function* samplePoints(seed: number, count: number, farOnly: boolean): Generator<Choice> {
  const random = randomFrom(seed);
  let drawn = 0;
  while (drawn < count) {
    const choice = drawOne(random);
    const far = unusualOf(choice) > UNUSUAL_AT_ONCE;
    const rule = excludedBy(choice);
    if (rule !== null && rule.name !== "too-unusual-at-once") continue;
    if (farOnly && !far) continue;
    drawn += 1;
    yield choice;
  }
}

function drawOne(random: () => number): Choice {
  return Object.fromEntries(
    DIMENSION_ORDER.map((dimension) => {
      const values = valuesOf(dimension);
      return [dimension, values[Math.floor(random() * values.length)] ?? ""];
    }),
  ) as unknown as Choice;
}
