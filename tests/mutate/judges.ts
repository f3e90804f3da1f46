/**
 * The tests that judge the mutants, quickest first: pure, and the same at every run. The random
 * laws are left out, for they draw other worlds each time.
 */
export const JUDGES: readonly string[] = [
  "tests/unit/resolve/*.test.ts",
  "tests/unit/plan/*.test.ts",
  "tests/unit/faq/*.test.ts",
  "tests/unit/facts/world-*.test.ts",
];

/** Draws its worlds while it is loaded, where Stryker can name no test that covers a mutant. */
export const NO_JUDGES: readonly string[] = ["tests/unit/resolve/laws.test.ts"];
