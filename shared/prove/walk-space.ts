import { asChoice, DIMENSION_ORDER, unusualness, valuesOf, type Choice } from "./dimensions.ts";
import { RULES_AT, UNUSUAL_AT_ONCE } from "./exclusion-rules.ts";

/** What a walk over the space has come across. */
export interface SpaceCount {
  /** Points of the whole product. */
  readonly product: number;
  /** Points left out by rule. */
  readonly excluded: { readonly [rule: string]: number };
  readonly walked: number;
}

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
  const settled: { [dimension: string]: string } = {};
  let walked = 0;
  const settle = (at: number, unusual: number): void => {
    const dimension = DIMENSION_ORDER[at];
    if (dimension === undefined) return visit(asChoice({ ...settled }), walked++);
    for (const value of valuesOf(dimension)) {
      settled[dimension] = value;
      const spent = unusual + unusualness(dimension, value);
      const rule = ruleAgainst(settled, at, spent);
      if (rule === null) settle(at + 1, spent);
      else excluded[rule] = (excluded[rule] ?? 0) + (BELOW[at] ?? 1);
    }
  };
  settle(0, 0);
  const product = DIMENSION_ORDER.reduce((points, each) => points * valuesOf(each).length, 1);
  return { product, excluded, walked };
}

function ruleAgainst(
  settled: { readonly [dimension: string]: string },
  at: number,
  spent: number,
): string | null {
  const choice = asChoice(settled);
  const rule = RULES_AT[at]?.find((each) => each.excludes(choice));
  if (rule !== undefined) return rule.name;
  return spent > UNUSUAL_AT_ONCE ? TOO_UNUSUAL : null;
}
