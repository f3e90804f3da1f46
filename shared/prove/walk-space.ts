import {
  DIMENSION_ORDER,
  unusualness,
  valuesOf,
  type Choice,
  type Dimension,
} from "./dimensions.ts";
import { EXCLUSION_RULES, UNUSUAL_AT_ONCE } from "./exclusion-rules.ts";

/** What a walk over the space has come across. */
export interface SpaceCount {
  /** Points of the whole product. */
  readonly product: number;
  /** Points left out by rule. */
  readonly excluded: { readonly [rule: string]: number };
  readonly walked: number;
}

/** Rules by the dimension that settles the last of what they read; the budget is kept on the way. */
const RULES_AT: readonly (readonly (typeof EXCLUSION_RULES)[number][])[] = DIMENSION_ORDER.map(
  (_, at) =>
    EXCLUSION_RULES.filter(
      ({ reads }) =>
        reads.length < DIMENSION_ORDER.length &&
        Math.max(...reads.map((each) => DIMENSION_ORDER.indexOf(each))) === at,
    ),
);

/** Points below a settled prefix of so many dimensions. */
const BELOW: readonly number[] = DIMENSION_ORDER.map((_, at) =>
  DIMENSION_ORDER.slice(at + 1).reduce((product, each) => product * valuesOf(each).length, 1),
);

const TOO_UNUSUAL = "too-unusual-at-once";

/**
 * Walks every point of the space that no rule leaves out, always in the same order, and counts what
 * was left out by which rule. Different points are different worlds, save where the report says so.
 */
export function walkSpace(visit: (choice: Choice, index: number) => void): SpaceCount {
  const excluded: { [rule: string]: number } = {};
  const choice: { [dimension: string]: string } = {};
  let walked = 0;
  const settle = (at: number, unusual: number): void => {
    const dimension = DIMENSION_ORDER[at] as Dimension;
    for (const value of valuesOf(dimension)) {
      choice[dimension] = value;
      const spent = unusual + unusualness(dimension, value);
      const rule =
        spent > UNUSUAL_AT_ONCE
          ? TOO_UNUSUAL
          : RULES_AT[at]?.find((each) => each.excludes(choice as unknown as Choice))?.name;
      if (rule !== undefined) excluded[rule] = (excluded[rule] ?? 0) + (BELOW[at] ?? 1);
      else if (at + 1 < DIMENSION_ORDER.length) settle(at + 1, spent);
      else visit({ ...choice } as unknown as Choice, walked++);
    }
  };
  settle(0, 0);
  const product = valuesOf(DIMENSION_ORDER[0] as Dimension).length * (BELOW[0] ?? 1);
  return { product, excluded, walked };
}
